package com.pinda.aggregation.canal.source;

import java.io.IOException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Says which certificates canal's driver trusts. It asks nobody but the JVM, for trust managers of the default
 * algorithm, so that algorithm is one that gives those of the connection that the thread is opening; to others it gives
 * the JDK's own.
 */
final class DriverTrust extends Provider {

    /** Opening a connection. */
    interface Opening {
        void run() throws IOException;
    }

    private static final long serialVersionUID = 1;
    private static final String KIND = "TrustManagerFactory";
    private static final String ALGORITHM = "SourceTrust";
    private static final ThreadLocal<@Nullable X509TrustManager> TRUST = new ThreadLocal<>();

    static {
        Security.addProvider(new DriverTrust());
        Security.setProperty("ssl.TrustManagerFactory.algorithm", ALGORITHM);
    }

    private DriverTrust() {
        super("pd-aggregation", "1", "certificates that canal's driver trusts");
        putService(new Service(this, KIND, ALGORITHM, Factory.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                return new Factory();
            }
        });
    }

    /** Has the driver trust what {@code trust} does while it opens a connection, on this thread. */
    static void opening(X509TrustManager trust, Opening opening) throws IOException {
        var before = TRUST.get();
        TRUST.set(trust);
        try {
            opening.run();
        } finally {
            TRUST.set(before);
        }
    }

    private static final class Factory extends TrustManagerFactorySpi {

        private final TrustManagerFactory jdk = TrustManagerFactory.getInstance("PKIX");

        Factory() throws NoSuchAlgorithmException {}

        @Override
        protected void engineInit(@Nullable KeyStore authorities) throws KeyStoreException {
            if (TRUST.get() == null) {
                jdk.init(authorities);
            }
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            var trust = TRUST.get();
            return trust == null ? jdk.getTrustManagers() : new TrustManager[] {trust};
        }
    }
}
