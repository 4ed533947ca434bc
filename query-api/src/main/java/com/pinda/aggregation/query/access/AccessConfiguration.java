package com.pinda.aggregation.query.access;

import com.pinda.aggregation.query.AccessProperties;
import com.pinda.aggregation.query.AccessProperties.Role;
import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.WrongSettingException;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** Who is let: everybody, those with a key, or those with a token. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** Probes, and the description of the API, which has no data. */
    private static final String[] FOR_ALL = {
        "/actuator/health/**", "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui", "/swagger-ui/**"
    };

    private final AccessProperties access;
    private final AccessProblems problems;
    private final RateLimits limits;

    AccessConfiguration(QueryProperties properties, AccessProblems problems, RateLimits limits) {
        this.access = properties.access();
        this.problems = problems;
        this.limits = limits;
    }

    @Bean
    SecurityFilterChain filters(HttpSecurity http, ServerProperties server, ObjectProvider<JwtDecoder> decoders) {
        http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                        .addHeaderWriter(new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "private, no-cache")))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(FOR_ALL)
                        .permitAll()
                        .anyRequest()
                        .hasAnyAuthority(Role.READER.text(), Role.PERSONAL_DATA_READER.text()))
                .addFilterAfter(new RateLimitFilter(limits, problems), AnonymousAuthenticationFilter.class);
        switch (access.mode()) {
            case OPEN -> open(http, server);
            case API_KEYS -> keys(http);
            case JWT -> tokens(http, decoders);
        }
        return http.build();
    }

    private void open(HttpSecurity http, ServerProperties server) {
        var address = server.getAddress();
        if (address == null || !address.isLoopbackAddress()) {
            throw new WrongSettingException("query.access.mode=open lets everybody read who reaches server.address="
                    + (address == null ? "(all)" : address.getHostAddress())
                    + "; set query.access.mode to api-keys or jwt, or server.address to 127.0.0.1");
        }
        if (!access.openRoles().isEmpty()) {
            http.anonymous(nobody -> nobody.authorities(Roles.authorities(access.openRoles())));
        }
    }

    private void keys(HttpSecurity http) {
        var file = access.keysFile();
        if (file == null) {
            throw new WrongSettingException("query.access.mode=api-keys needs query.access.keys-file");
        }
        http.addFilterBefore(new ApiKeyFilter(new ApiKeys(file), problems), AnonymousAuthenticationFilter.class);
    }

    private void tokens(HttpSecurity http, ObjectProvider<JwtDecoder> decoders) {
        if (decoders.getIfAvailable() == null) {
            throw new WrongSettingException(
                    "query.access.mode=jwt needs spring.security.oauth2.resourceserver.jwt.issuer-uri or .jwk-set-uri");
        }
        http.oauth2ResourceServer(server -> server.authenticationEntryPoint(problems)
                .accessDeniedHandler(problems)
                .jwt(jwt -> jwt.jwtAuthenticationConverter(new TokenRoles(access.rolesClaim()))));
    }
}
