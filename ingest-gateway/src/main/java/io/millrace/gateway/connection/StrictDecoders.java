package io.millrace.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Puts a strict decoder into the place of the server's, which would drop the length of a request that has chunks as well: a
 * request that tells its end in two ways is one that smuggles (RFC 9112, 6.3; FRM-2). Stands before the decoder, which is
 * there only when the first bytes of a protocol come through.
 */
final class StrictDecoders extends ChannelInboundHandlerAdapter {
    private static final String DECODER = "httpDecoder";

    private final HttpServerOptions limits;

    private StrictDecoders(HttpServerOptions limits) {
        this.limits = limits;
    }

    /** Replaces the decoder, now or once it is there; to be called before any byte was decoded. */
    static void install(ChannelPipeline pipeline, HttpServerOptions limits) {
        if (pipeline.context(DECODER) == null) {
            pipeline.addLast(new StrictDecoders(limits));
        } else { // HTTP/1.1 alone: nothing is to be found out about the protocol
            pipeline.replace(DECODER, DECODER, new Strict(limits));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ChannelPipeline pipeline = context.pipeline();
        if (pipeline.context(DECODER) != null) { // not so over HTTP/2
            pipeline.replace(DECODER, DECODER, new Strict(limits));
        }
        pipeline.remove(this);
        context.fireChannelRead(message);
    }

    private static final class Strict extends VertxHttpRequestDecoder {
        Strict(HttpServerOptions limits) {
            super(limits);
        }

        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
        }
    }
}
