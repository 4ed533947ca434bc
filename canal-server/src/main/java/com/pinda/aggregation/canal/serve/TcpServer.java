package com.pinda.aggregation.canal.serve;

import com.alibaba.otter.canal.server.embedded.CanalServerWithEmbedded;
import com.alibaba.otter.canal.server.netty.handler.ClientAuthenticationHandler;
import com.alibaba.otter.canal.server.netty.handler.HandshakeInitializationHandler;
import com.alibaba.otter.canal.server.netty.handler.SessionHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.netty.bootstrap.ServerBootstrap;
import org.jboss.netty.channel.Channel;
import org.jboss.netty.channel.ChannelException;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.group.ChannelGroup;
import org.jboss.netty.channel.group.DefaultChannelGroup;
import org.jboss.netty.channel.socket.nio.NioServerSocketChannelFactory;
import org.jboss.netty.handler.codec.frame.LengthFieldBasedFrameDecoder;

/**
 * canal's TCP port. canal's own {@code CanalServerWithNetty} is not used: it lets a client stay whose password was
 * refused, serves several clients that take each other's changes away, takes messages of any length, and does not tell
 * when its port is taken.
 */
public final class TcpServer implements AutoCloseable {

    private static final int LENGTH_BYTES = 4;
    private static final int LARGEST_REQUEST_BYTES = 1 << 20;
    private static final long CLOSE_MS = 500;

    private final ChannelGroup clients;
    private final Channel port;

    private TcpServer(ChannelGroup clients, Channel port) {
        this.clients = clients;
        this.port = port;
    }

    /** Opens the port. */
    public static TcpServer open(Listen listen, CanalServerWithEmbedded canal) throws IOException {
        var clients = new DefaultChannelGroup();
        var turn = new Turn(canal);
        var bootstrap = new ServerBootstrap(new NioServerSocketChannelFactory(
                Executors.newCachedThreadPool(daemons("canal-accept")),
                Executors.newCachedThreadPool(daemons("canal-client"))));
        bootstrap.setOption("reuseAddress", true);
        bootstrap.setOption("child.keepAlive", true);
        bootstrap.setOption("child.tcpNoDelay", true);
        bootstrap.setPipelineFactory(() -> {
            var pipeline = Channels.pipeline();
            pipeline.addLast("slices", new Slices());
            pipeline.addLast(
                    "frames",
                    new LengthFieldBasedFrameDecoder(LARGEST_REQUEST_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES));
            // canal's handlers find each other by these names
            pipeline.addLast(
                    HandshakeInitializationHandler.class.getName(), new HandshakeInitializationHandler(clients));
            pipeline.addLast(ClientAuthenticationHandler.class.getName(), new Login(canal, turn));
            pipeline.addLast(SessionHandler.class.getName(), new Session(canal, turn));
            return pipeline;
        });
        try {
            var port = bootstrap.bind(new InetSocketAddress(listen.bind(), listen.port()));
            return new TcpServer(clients, port);
        } catch (ChannelException e) {
            bootstrap.releaseExternalResources();
            throw new IOException("cannot listen on " + listen.bind() + ":" + listen.port(), e);
        }
    }

    /** The port that was opened. */
    public int port() {
        return ((InetSocketAddress) port.getLocalAddress()).getPort();
    }

    @Override
    public void close() {
        port.close().awaitUninterruptibly(CLOSE_MS, TimeUnit.MILLISECONDS);
        clients.close().awaitUninterruptibly(CLOSE_MS, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
