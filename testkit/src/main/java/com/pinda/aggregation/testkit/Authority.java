package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A certificate authority of a test, made with the JDK's {@code keytool}. Its files are in a folder of the caller. */
public final class Authority {

    /** The password of every key store. */
    public static final String PASSWORD = "changeit";

    private final Path folder;
    private final String name;
    private final Map<String, ServerCertificate> signed = new ConcurrentHashMap<>();

    private Authority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * Makes an authority with a key of its own.
     *
     * @param folder is there
     * @param name tells it from others of the folder
     */
    public static Authority in(Path folder, String name) {
        var authority = new Authority(folder, name);
        authority.keytool(newKey(name, "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign"), authority.keyStore());
        authority.keytool(
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        name,
                        "-file",
                        authority.certificate().toString()),
                authority.keyStore());
        authority.keytool(
                List.of(
                        "-importcert",
                        "-noprompt",
                        "-alias",
                        name,
                        "-file",
                        authority.certificate().toString()),
                authority.trustStore());
        return authority;
    }

    /** Its own certificate, in PEM. */
    public Path certificate() {
        return folder.resolve(name + ".pem");
    }

    /** A PKCS12 store with its certificate only, for those who trust it. */
    public Path trustStore() {
        return folder.resolve(name + "-trust.p12");
    }

    /** The setting of Spring Boot that makes an SSL bundle {@code own}, for those who trust it and no other. */
    public String bundle() {
        return "spring.ssl.bundle.pem.own.truststore.certificate="
                + certificate().toUri();
    }

    /** The parameters of Connector/J for those who trust it and no other, to be put behind another one. */
    public String parameters() {
        return "&trustCertificateKeyStoreUrl=" + trustStore().toUri()
                + "&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword=" + PASSWORD;
    }

    /**
     * Signs a server's certificate; a host has one.
     *
     * @param host a name, or an address as 127.0.0.1
     */
    public ServerCertificate sign(String host) {
        return signed.computeIfAbsent(host, this::signNew);
    }

    private ServerCertificate signNew(String host) {
        var file = name + "-" + host;
        var store = folder.resolve(file + ".p12");
        var request = folder.resolve(file + ".csr").toString();
        var signed = folder.resolve(file + ".pem").toString();
        var subject = (Character.isDigit(host.charAt(0)) ? "ip:" : "dns:") + host;
        keytool(newKey(host), store);
        keytool(List.of("-certreq", "-alias", host, "-file", request), store);
        keytool(
                List.of(
                        "-gencert",
                        "-rfc",
                        "-alias",
                        name,
                        "-infile",
                        request,
                        "-outfile",
                        signed,
                        "-ext",
                        "san=" + subject),
                keyStore());
        keytool(
                List.of(
                        "-importcert",
                        "-noprompt",
                        "-alias",
                        name,
                        "-file",
                        certificate().toString()),
                store);
        keytool(List.of("-importcert", "-alias", host, "-file", signed), store);
        return new ServerCertificate(store, host, Path.of(signed));
    }

    private Path keyStore() {
        return folder.resolve(name + ".p12");
    }

    private static List<String> newKey(String alias, String... extensions) {
        var arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "30"));
        arguments.addAll(List.of(extensions));
        return arguments;
    }

    private void keytool(List<String> arguments, Path store) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool " + arguments + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
