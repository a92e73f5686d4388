package io.github.paybell.server.notify;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the next request of a connection when the one before is answered (BOUNDED). Until then it
 * stays bytes, and no more of them are read: decoded at once, the 64 KiB of one read would be two
 * thousand requests. On the connection's event loop only.
 */
final class OneAtATime extends VertxHttpRequestDecoder {
  private static final String VERTX_DECODER = "httpDecoder";

  private @Nullable ChannelHandlerContext context;
  private boolean whole;
  private boolean answered = true;
  private boolean held;

  private OneAtATime(Http1ServerConfig config) {
    super(config);
  }

  /** Takes the place of the decoder that Vert.x has put there; before the first byte is read. */
  static void install(HttpConnection connection, Http1ServerConfig config) {
    pipeline(connection).replace(VERTX_DECODER, VERTX_DECODER, new OneAtATime(config));
  }

  /** The answer to the request in work is given; its body may still be to come. */
  static void answered(HttpConnection connection) {
    var decoder = pipeline(connection).get(OneAtATime.class);
    if (decoder != null) {
      decoder.answered();
    }
  }

  private static ChannelPipeline pipeline(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().pipeline();
  }

  private void answered() {
    answered = true;
    var ctx = context;
    // Not from within: the answer may have been given while its request was being decoded.
    if (held && ctx != null) {
      ctx.executor().execute(() -> goOn(ctx));
    }
  }

  private void goOn(ChannelHandlerContext ctx) {
    try {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
      channelReadComplete(ctx);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  private boolean inWork() {
    return whole && !answered;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (inWork()) {
      return;
    }
    super.decode(ctx, in, out);
    for (var message : out) {
      if (message instanceof HttpRequest) {
        whole = false;
        answered = false;
      }
      if (message instanceof LastHttpContent) {
        whole = true;
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
    super.channelRead(ctx, bytes);
    boolean hold = inWork() && actualReadableBytes() > 0;
    if (held != hold) {
      held = hold;
      ctx.channel().config().setAutoRead(!hold);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (held) {
      // A decoder that got nothing out of what it read asks for more.
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }
}
