package com.pinda.aggregation.canal.serve;

import com.alibaba.otter.canal.server.embedded.CanalServerWithEmbedded;
import com.alibaba.otter.canal.server.netty.handler.SessionHandler;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.MessageEvent;

/** canal's answers to a client that has logged in, one request at a time and only to the newest client. */
final class Session extends SessionHandler {

    private final Turn turn;

    Session(CanalServerWithEmbedded canal, Turn turn) {
        super(canal);
        this.turn = turn;
    }

    @Override
    public void messageReceived(ChannelHandlerContext context, MessageEvent event) throws Exception {
        turn.run(context.getChannel(), () -> super.messageReceived(context, event));
    }
}
