package com.pinda.aggregation.canal.serve;

import org.jboss.netty.buffer.ChannelBuffer;
import org.jboss.netty.channel.ChannelFutureListener;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.MessageEvent;
import org.jboss.netty.channel.SimpleChannelDownstreamHandler;

/**
 * Writes large answers in parts of the size that netty keeps direct buffers for. It copies a larger one as a whole, the
 * JDK does so again for each write to the socket, which takes a part of it at a time.
 */
final class Slices extends SimpleChannelDownstreamHandler {

    private static final int SLICE_BYTES = 64 * 1024;

    @Override
    public void writeRequested(ChannelHandlerContext context, MessageEvent event) {
        if (!(event.getMessage() instanceof ChannelBuffer answer) || answer.readableBytes() <= SLICE_BYTES) {
            context.sendDownstream(event);
            return;
        }
        while (answer.readableBytes() > SLICE_BYTES) {
            var written = Channels.future(context.getChannel());
            written.addListener(
                    ChannelFutureListener.CLOSE_ON_FAILURE); // of the caller's future only the last one tells
            Channels.write(context, written, answer.readSlice(SLICE_BYTES));
        }
        Channels.write(context, event.getFuture(), answer.readSlice(answer.readableBytes()));
    }
}
