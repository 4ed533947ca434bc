package com.pinda.aggregation.canal.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jboss.netty.buffer.ChannelBuffer;
import org.jboss.netty.buffer.ChannelBuffers;
import org.jboss.netty.handler.codec.embedder.EncoderEmbedder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicesTest {

    /** Header and body, as canal's handlers write their answers. */
    @ParameterizedTest
    @CsvSource({"0,1", "65532,1", "65533,2", "131068,2", "2097155,33"})
    void anAnswerGoesOutInParts(int bodyBytes, int parts) {
        var header = new byte[] {1, 2, 3, 4};
        var body = new byte[bodyBytes];
        new Random(bodyBytes).nextBytes(body);
        var encoder = new EncoderEmbedder<ChannelBuffer>(new Slices());

        encoder.offer(ChannelBuffers.wrappedBuffer(header, body));

        var written = written(encoder);
        assertThat(written)
                .hasSize(parts)
                .allSatisfy(part -> assertThat(part.readableBytes()).isLessThanOrEqualTo(65_536));
        assertThat(ChannelBuffers.wrappedBuffer(written.toArray(new ChannelBuffer[0])))
                .isEqualTo(ChannelBuffers.wrappedBuffer(header, body));
    }

    private static List<ChannelBuffer> written(EncoderEmbedder<ChannelBuffer> encoder) {
        var written = new ArrayList<ChannelBuffer>();
        for (var part = encoder.poll(); part != null; part = encoder.poll()) {
            written.add(part);
        }
        return written;
    }
}
