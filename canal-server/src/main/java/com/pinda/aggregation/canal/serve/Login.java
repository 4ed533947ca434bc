package com.pinda.aggregation.canal.serve;

import com.alibaba.otter.canal.protocol.CanalPacket.ClientAuth;
import com.alibaba.otter.canal.protocol.CanalPacket.Packet;
import com.alibaba.otter.canal.server.embedded.CanalServerWithEmbedded;
import com.alibaba.otter.canal.server.netty.NettyUtils;
import com.alibaba.otter.canal.server.netty.handler.ClientAuthenticationHandler;
import org.jboss.netty.buffer.ChannelBuffer;
import org.jboss.netty.channel.ChannelFutureListener;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.MessageEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** canal's login, which answers a wrong password with an error but then goes on as if it were right: closed here. */
final class Login extends ClientAuthenticationHandler {

    private static final Logger log = LoggerFactory.getLogger(Login.class);
    private static final int REFUSED = 400;

    private final CanalServerWithEmbedded canal;
    private final Turn turn;
    private volatile byte[] seed = {};

    Login(CanalServerWithEmbedded canal, Turn turn) {
        super(canal);
        this.canal = canal;
        this.turn = turn;
    }

    @Override
    public void setSeed(byte[] seed) {
        super.setSeed(seed);
        this.seed = seed.clone();
    }

    @Override
    public void messageReceived(ChannelHandlerContext context, MessageEvent event) throws Exception {
        var request = ((ChannelBuffer) event.getMessage()).duplicate();
        var bytes = new byte[request.readableBytes()];
        request.readBytes(bytes);
        var login = ClientAuth.parseFrom(Packet.parseFrom(bytes).getBody());
        if (seed.length > 0
                && canal.auth(login.getUsername(), login.getPassword().toStringUtf8(), seed)) {
            turn.take(context.getChannel());
            super.messageReceived(context, event);
            return;
        }
        log.warn(
                "a client was refused, wrong user or password: address={}",
                context.getChannel().getRemoteAddress());
        NettyUtils.write(
                context.getChannel(),
                NettyUtils.errorPacket(REFUSED, "auth failed for user:" + login.getUsername()),
                ChannelFutureListener.CLOSE);
    }
}
