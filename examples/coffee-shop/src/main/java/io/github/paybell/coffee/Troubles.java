package io.github.paybell.coffee;

import io.github.paybell.spring.OutcomeUnknownException;
import io.github.paybell.spring.WechatRefusedException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the pages are told when WeChat Pay says no, or nothing; both may be tried again. */
@RestControllerAdvice
class Troubles {
  @ExceptionHandler(WechatRefusedException.class)
  @ResponseStatus(HttpStatus.CONFLICT)
  void refused() {}

  @ExceptionHandler(OutcomeUnknownException.class)
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  void unknown() {}
}
