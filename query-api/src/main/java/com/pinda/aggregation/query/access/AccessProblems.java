package com.pinda.aggregation.query.access;

import com.pinda.aggregation.query.AccessProperties.Mode;
import com.pinda.aggregation.query.QueryProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Says no as all other problems are said. */
@Component
final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String REALM = "pd_aggregation";

    private final HandlerExceptionResolver resolver;
    private final RateLimits limits;
    private final Mode mode;
    private final BearerTokenAuthenticationEntryPoint bearer = new BearerTokenAuthenticationEntryPoint();
    private final BearerTokenAccessDeniedHandler bearerDenied = new BearerTokenAccessDeniedHandler();

    AccessProblems(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver,
            RateLimits limits,
            QueryProperties properties) {
        this.resolver = resolver;
        this.limits = limits;
        mode = properties.access().mode();
        bearer.setRealmName(REALM);
        bearerDenied.setRealmName(REALM);
    }

    /** Who shows what is wrong is counted too. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        var wait = limits.waitOfNobody(request);
        if (!wait.isZero()) {
            answer(request, response, AccessException.tooMany(wait));
            return;
        }
        if (mode == Mode.JWT) {
            bearer.commence(request, response, failure);
            answer(request, response, AccessException.unknown("send Authorization: Bearer <token>, which is valid"));
            return;
        }
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, "ApiKey realm=\"" + REALM + "\", header=\"" + ApiKeyFilter.HEADER + "\"");
        answer(request, response, AccessException.unknown("send " + ApiKeyFilter.HEADER + ": <key>, which is valid"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure) {
        if (mode == Mode.JWT) {
            bearerDenied.handle(request, response, failure);
        }
        answer(request, response, AccessException.forbidden());
    }

    void answer(HttpServletRequest request, HttpServletResponse response, AccessException problem) {
        if (resolver.resolveException(request, response, null, problem) == null) {
            response.setStatus(problem.getStatusCode().value());
        }
    }
}
