package com.pinda.aggregation.schema.wire;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a server's certificate is not accepted: Java's words do not say that it is about a certificate.
 *
 * @param fault for a person, as {@code its certificate is not trusted}
 * @param words Java's, on one line; they may name the host
 */
public record BadCertificate(String fault, String words) {

    /** What the JDK and Connector/J say of one that is good, but another host's. */
    private static final Pattern OTHER_HOST = Pattern.compile("^No subject alternative|^No name|identity verification");

    private static final List<Class<? extends Exception>> KINDS =
            List.of(CertificateException.class, CertPathBuilderException.class, CertPathValidatorException.class);

    /** Empty where a request failed for another reason. */
    public static Optional<BadCertificate> in(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .filter(e -> KINDS.stream().anyMatch(kind -> kind.isInstance(e)) || trustsNobody(e))
                .reduce((outer, inner) -> inner)
                .map(e -> of(String.valueOf(e.getMessage()).replaceAll("\\s+", " ")));
    }

    /** Where the store of authorities is empty, the JDK does not come as far as the certificate. */
    private static boolean trustsNobody(Throwable failure) {
        return failure instanceof InvalidAlgorithmParameterException
                && String.valueOf(failure.getMessage()).contains("trustAnchors");
    }

    private static BadCertificate of(String words) {
        var otherHost = OTHER_HOST.matcher(words).find();
        return new BadCertificate(
                otherHost ? "its certificate is another host's" : "its certificate is not trusted", words);
    }

    /** Both, as {@code its certificate is not trusted: …}. */
    @Override
    public String toString() {
        return fault + ": " + words;
    }
}
