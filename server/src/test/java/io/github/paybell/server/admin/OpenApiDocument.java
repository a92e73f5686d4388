package io.github.paybell.server.admin;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets a test's admin API describe itself; the admin API that runs carries none of this. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  SpringDocConfiguration.class,
  SpringDocConfigProperties.class,
  SpringDocWebMvcConfiguration.class
})
public class OpenApiDocument {
  @Bean
  OpenAPI frame() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Paybell admin API")
                .version("v1")
                .description(
                    "What is expected, what came, what it did. Amounts are integer fen; names are"
                        + " WeChat Pay's own. Every call needs the admin API's bearer token. Every"
                        + " write is idempotent. A request with a member that is not named here is"
                        + " refused.")
                .license(new License().name("Apache-2.0")))
        .addSecurityItem(new SecurityRequirement().addList("token"))
        .components(
            new Components()
                .addSecuritySchemes(
                    "token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                .addSchemas("Problem", problem()));
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("RFC 9457 problem document")
        .addProperty("type", new StringSchema().description("urn:paybell:problem:…, stable"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new Schema<Integer>().type("integer"))
        .addProperty("detail", new StringSchema().description("a sentence for people"))
        .required(List.of("type", "title", "status"));
  }

  /** The data of an event is written as it is stored, which its Java type does not tell. */
  @Bean
  OpenApiCustomizer data() {
    return document ->
        document
            .getComponents()
            .getSchemas()
            .get("EventResponse")
            .getProperties()
            .put("data", new ObjectSchema().additionalProperties(true));
  }

  @Bean
  OperationCustomizer operations() {
    return (operation, method) -> {
      var what = method.getBeanType().getSimpleName().replace("Controller", "");
      operation.setOperationId(method.getMethod().getName() + what);
      operation.setTags(List.of((what.toLowerCase(Locale.ROOT) + "s").replace("ys", "ies")));
      var responses = operation.getResponses();
      if (List.of("register", "put", "place", "refund").contains(method.getMethod().getName())) {
        responses.addApiResponse(
            "201", new ApiResponse().description("new").content(responses.get("200").getContent()));
        responses.get("200").setDescription("as it was, or changed");
      }
      responses.setDefault(
          new ApiResponse()
              .description("refused")
              .content(
                  new Content()
                      .addMediaType(
                          "application/problem+json",
                          new MediaType()
                              .schema(new Schema<>().$ref("#/components/schemas/Problem")))));
      return operation;
    };
  }
}
