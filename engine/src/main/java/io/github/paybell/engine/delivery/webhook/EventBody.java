package io.github.paybell.engine.delivery.webhook;

import io.github.paybell.engine.delivery.cloudevents.CloudEvents;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * The body of a request. One shot, so that OkHttp sends nothing twice on its own (as it would after
 * 408, or 503 with {@code Retry-After: 0}); it still goes on to the next address of a host when it
 * cannot connect to the first.
 */
final class EventBody extends RequestBody {
  private static final MediaType TYPE = MediaType.get(CloudEvents.JSON_TYPE);

  private final byte[] bytes;

  EventBody(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public MediaType contentType() {
    return TYPE;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
  }
}
