package com.pinda.aggregation.canal.source;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/** Trusts a certificate that is well signed and of one host, by its alternative names. */
final class HostTrust implements X509TrustManager {

    private final X509TrustManager signed;
    private final String host;

    HostTrust(X509TrustManager signed, String host) {
        this.signed = signed;
        this.host = host;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        signed.checkServerTrusted(chain, type);
        try {
            new DefaultHostnameVerifier().verify(host, chain[0]);
        } catch (SSLException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return signed.getAcceptedIssuers();
    }
}
