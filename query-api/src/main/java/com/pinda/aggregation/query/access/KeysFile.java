package com.pinda.aggregation.query.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads keys: one a line, empty lines and those that begin with # apart. */
final class KeysFile {

    private static final long MOST_BYTES = 1_000_000;

    private KeysFile() {}

    /**
     * The keys in a file.
     *
     * @throws IllegalArgumentException with the file, the line, and what is wrong there
     */
    static List<ApiKey> read(Path file) {
        var keys = new ArrayList<ApiKey>();
        var names = new HashSet<String>();
        var digests = new HashSet<String>();
        var number = 0;
        for (var line : lines(file)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            try {
                var key = ApiKey.parse(line);
                if (!names.add(key.name()) || !digests.add(key.digest())) {
                    throw new IllegalArgumentException("the name or the key is in the file already");
                }
                keys.add(key);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ":" + number + ": " + e.getMessage(), e);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(file + ": no key is in it");
        }
        return List.copyOf(keys);
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(file + ": larger than " + MOST_BYTES + " bytes");
            }
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": is no text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e, e);
        }
    }
}
