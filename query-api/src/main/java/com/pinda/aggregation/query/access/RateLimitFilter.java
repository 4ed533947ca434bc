package com.pinda.aggregation.query.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody ask more often than they may; probes are not counted. */
final class RateLimitFilter extends OncePerRequestFilter {

    private static final String PROBES = "/actuator/health";

    private final RateLimits limits;
    private final AccessProblems problems;

    RateLimitFilter(RateLimits limits, AccessProblems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(PROBES);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        var wait = caller == null ? limits.waitOfNobody(request) : limits.waitOf(request, caller);
        if (wait.isZero()) {
            chain.doFilter(request, response);
        } else {
            problems.answer(request, response, AccessException.tooMany(wait));
        }
    }
}
