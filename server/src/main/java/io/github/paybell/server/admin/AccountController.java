package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.calls.NotifyUrls;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Merchant accounts: who we receive for. */
@RestController
@RequestMapping(path = "/api/v1/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
final class AccountController {
  private final Supplier<Engine> engine;
  private final NotifyUrls urls;

  AccountController(Supplier<Engine> engine, NotifyUrls urls) {
    this.engine = engine;
    this.urls = urls;
  }

  @GetMapping
  ListResponse<AccountResponse> list(
      @RequestParam(name = "cursor", required = false) @Nullable String cursor,
      @RequestParam(name = "limit", defaultValue = ListResponse.DEFAULT_LIMIT) int limit) {
    int most = ListResponse.limit(limit);
    return ListResponse.of(
        () -> engine.get().accounts().views(cursor, most), view -> AccountResponse.of(view, urls));
  }

  @GetMapping("/{account}")
  AccountResponse find(@PathVariable("account") String account) {
    return engine
        .get()
        .accounts()
        .view(account)
        .map(v -> AccountResponse.of(v, urls))
        .orElseThrow(() -> AdminError.unknown("account", account));
  }

  @PutMapping("/{account}")
  ResponseEntity<AccountResponse> put(
      @PathVariable("account") String account, @RequestBody AccountRequest request) {
    return engine
        .get()
        .accountAdmin()
        .put(request.settings(account), Caller.ADMIN)
        .match(
            stored ->
                ResponseEntity.status(stored.created() ? HttpStatus.CREATED : HttpStatus.OK)
                    .body(AccountResponse.of(stored.view(), urls)),
            held -> {
              throw AdminError.heldByFile(held.account());
            },
            invalid -> {
              throw AdminError.invalid(String.join("; ", invalid.errors()) + ".")
                  .with("errors", invalid.errors());
            });
  }

  @PostMapping("/{account}/retire")
  AccountResponse retire(@PathVariable("account") String account) {
    return engine
        .get()
        .accountAdmin()
        .retire(account, Caller.ADMIN)
        .match(
            retired -> AccountResponse.of(retired.view(), urls),
            held -> {
              throw AdminError.heldByFile(held.account());
            },
            unknown -> {
              throw AdminError.unknown("account", unknown.account());
            });
  }

  @DeleteMapping("/{account}")
  ResponseEntity<Void> remove(@PathVariable("account") String account) {
    return engine
        .get()
        .accountAdmin()
        .remove(account, Caller.ADMIN)
        .match(
            removed -> ResponseEntity.noContent().build(),
            held -> {
              throw AdminError.heldByFile(held.account());
            },
            unknown -> {
              throw AdminError.unknown("account", unknown.account());
            },
            tooEarly -> {
              throw AdminError.tooEarly(tooEarly.reasons());
            });
  }
}
