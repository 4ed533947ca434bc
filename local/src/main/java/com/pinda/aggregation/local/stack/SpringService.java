package com.pinda.aggregation.local.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the Spring Boot services are started: settings as arguments, passwords in the environment. */
record SpringService(Site site, String module, Endpoint endpoint) {
    Launch launch(int heapMegabytes, List<String> options, Map<String, String> settings, Map<String, String> secrets) {
        var all = new HashMap<>(settings);
        all.put("server.address", Site.HOST);
        all.put("server.port", "" + site.ports().of(endpoint));
        all.put("spring.profiles.active", "tms");
        var arguments = new ArrayList<>(options);
        arguments.add("-XX:SharedArchiveFile=" + site.home().classes(module));
        arguments.add("-jar");
        arguments.add(site.home().service(module).toString());
        all.forEach((key, value) -> arguments.add("--%s=%s".formatted(key, value)));
        return site.java(heapMegabytes, arguments, secrets);
    }
}
