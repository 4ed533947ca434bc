package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.problem.BadFieldException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Signs the place where a page ended, so that nobody can make one up, or use it with another list. */
@Component
class Cursors {

    private static final Logger log = LoggerFactory.getLogger(Cursors.class);
    private static final String PARAMETER = "cursor";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecretKeySpec key;

    Cursors(QueryProperties properties) {
        this.key = new SecretKeySpec(bytes(properties.cursorKey()), ALGORITHM);
    }

    /**
     * The cursor to what comes after a row.
     *
     * @param list all that the list depends on: resource, filters and sort
     * @param row the values of the row that the list is sorted by
     */
    String sign(String list, List<@Nullable String> row) {
        var place = JSON.writeValueAsBytes(row);
        var signed = ByteBuffer.allocate(SIGNATURE_BYTES + place.length)
                .put(signature(list, place))
                .put(place);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed.array());
    }

    /**
     * The row that a cursor of this list is after.
     *
     * @throws BadFieldException where it is another list's, or was changed
     */
    List<@Nullable String> verify(String list, String cursor) {
        try {
            var signed = Base64.getUrlDecoder().decode(cursor);
            if (signed.length <= SIGNATURE_BYTES) {
                throw refused();
            }
            var place = Arrays.copyOfRange(signed, SIGNATURE_BYTES, signed.length);
            if (!MessageDigest.isEqual(signature(list, place), Arrays.copyOf(signed, SIGNATURE_BYTES))) {
                throw refused();
            }
            return Arrays.asList(JSON.readValue(place, String[].class));
        } catch (IllegalArgumentException | JacksonException e) {
            throw refused();
        }
    }

    private static BadFieldException refused() {
        return new BadFieldException(
                PARAMETER,
                "is not of this list; use it as it was answered, with the same filters and sort, or begin without it");
    }

    private byte[] signature(String list, byte[] place) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a cursor", e);
        }
    }

    private static byte[] bytes(@Nullable String configured) {
        if (configured != null) {
            return configured.getBytes(StandardCharsets.UTF_8);
        }
        log.info("cursors are signed with a key of this start: they end with it, and other instances refuse them;"
                + " query.cursor-key is a key that lasts");
        var random = new byte[SIGNATURE_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
