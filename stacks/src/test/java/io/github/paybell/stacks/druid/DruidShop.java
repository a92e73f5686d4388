package io.github.paybell.stacks.druid;

import cn.dev33.satoken.filter.SaServletFilter;
import cn.dev33.satoken.interceptor.SaInterceptor;
import cn.dev33.satoken.stp.StpUtil;
import cn.dev33.satoken.util.SaResult;
import com.baomidou.mybatisplus.annotation.TableName;
import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** MyBatis-Plus; Sa-Token before everything but the login; every answer in an envelope. */
@SpringBootApplication
public class DruidShop implements WebMvcConfigurer {
  @Bean
  SaServletFilter login() {
    return new SaServletFilter()
        .addInclude("/**")
        .addExclude("/login")
        .setAuth(request -> StpUtil.checkLogin())
        .setError(e -> SaResult.error(e.getMessage()).setCode(401));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new SaInterceptor(handler -> StpUtil.checkLogin()))
        .addPathPatterns("/**")
        .excludePathPatterns("/login");
  }
}

@TableName("fulfilment")
class Fulfilment {
  private Long id;
  private String outTradeNo;

  public Long getId() {
    return id;
  }

  public void setId(Long id) {
    this.id = id;
  }

  public String getOutTradeNo() {
    return outTradeNo;
  }

  public void setOutTradeNo(String outTradeNo) {
    this.outTradeNo = outTradeNo;
  }
}

@Mapper
interface FulfilmentMapper extends BaseMapper<Fulfilment> {}

@Service
class Warehouse {
  private final FulfilmentMapper fulfilments;

  Warehouse(FulfilmentMapper fulfilments) {
    this.fulfilments = fulfilments;
  }

  @Transactional(rollbackFor = Exception.class)
  public void send(String outTradeNo) {
    var fulfilment = new Fulfilment();
    fulfilment.setOutTradeNo(outTradeNo);
    fulfilments.insert(fulfilment);
  }

  public List<Fulfilment> sent() {
    return fulfilments.selectList(null);
  }
}

@Component
record Payments(Warehouse warehouse) implements PaymentListener {
  @Override
  public void paymentSucceeded(PaymentEvent paid) {
    warehouse.send(paid.outTradeNo());
  }
}

@RestController
record Pages(Warehouse warehouse) {
  record Login(String captcha) {}

  @GetMapping("/login")
  Login login() {
    return new Login("7Q2K");
  }

  @GetMapping("/orders")
  List<Fulfilment> orders() {
    return warehouse.sent();
  }
}

@RestControllerAdvice
class Envelope implements ResponseBodyAdvice<Object> {
  @Override
  public boolean supports(
      MethodParameter type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public Object beforeBodyWrite(
      Object body,
      MethodParameter type,
      MediaType media,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    return SaResult.data(body);
  }

  @ExceptionHandler(Exception.class)
  String failed(Exception e) {
    return e.getMessage();
  }
}
