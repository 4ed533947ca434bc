package com.pinda.aggregation.query.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.query.WrongSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, read again when it has changed. Where it cannot be read then, the keys that were read last stay.
 * Safe for use by many threads.
 */
final class ApiKeys {

    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Path file;
    private volatile List<ApiKey> keys;
    private volatile String version;
    private volatile long lookedNanos = System.nanoTime();

    /**
     * Reads them.
     *
     * @throws WrongSettingException where the file is wrong
     */
    ApiKeys(Path file) {
        this.file = file;
        version = version();
        try {
            keys = KeysFile.read(file);
        } catch (IllegalArgumentException e) {
            throw new WrongSettingException("query.access.keys-file: " + e.getMessage(), e);
        }
    }

    /** Whose key it is; takes the same time for each wrong one. */
    Optional<ApiKey> owner(String key) {
        look();
        var digest = sha256(key);
        var found = Optional.<ApiKey>empty();
        for (var each : keys) {
            if (MessageDigest.isEqual(each.digest().getBytes(US_ASCII), digest)) {
                found = Optional.of(each);
            }
        }
        return found;
    }

    private void look() {
        var now = System.nanoTime();
        if (now - lookedNanos < LOOK_EVERY.toNanos()) {
            return;
        }
        lookedNanos = now;
        var found = version();
        if (found.equals(version)) {
            return;
        }
        version = found;
        try {
            keys = KeysFile.read(file);
            log.info("keys read again: file={} keys={}", file, keys.size());
        } catch (IllegalArgumentException e) {
            log.error("keys not read again, those that were read before count: {}", e.getMessage());
        }
    }

    private String version() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "gone";
        }
    }

    private static byte[] sha256(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).getBytes(US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
