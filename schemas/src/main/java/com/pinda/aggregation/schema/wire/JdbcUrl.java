package com.pinda.aggregation.schema.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The address of a database for a log. Accounts and passwords stand before a host, among a host's properties, or behind
 * the {@code ?}: see <a href="https://dev.mysql.com/doc/connector-j/en/connector-j-reference-jdbc-url-format.html">the
 * forms of Connector/J</a>.
 */
public final class JdbcUrl {

    /** An {@code @} at the end may be that of an account: what looks like a port then is the start of its password. */
    private static final Pattern URL =
            Pattern.compile("\\s*(?<scheme>[\\w+:]+)//(?<hosts>[^/?#]*)(?<database>/[\\w$%.-]*)?\\s*([?#][^@]*)?");

    /** Of an address of which more is not understood. */
    private static final Pattern DRIVER = Pattern.compile("\\s*jdbc:[\\w+]+:");

    private static final Pattern IPV6 = Pattern.compile("\\[[\\p{XDigit}:.]+](:\\d+)?");
    private static final Pattern HOST = Pattern.compile("[\\w.-]*(:\\d+)?|" + IPV6);

    /** One host as {@code address=(host=a)(port=1)} or {@code (host=a,port=1)}. */
    private static final Pattern KEYED =
            Pattern.compile("(address\\s*=\\s*)?\\([^()]*\\)(\\s*\\([^()]*\\))*", Pattern.CASE_INSENSITIVE);

    private JdbcUrl() {}

    /**
     * Scheme, hosts, ports and database, as {@code jdbc:mysql://a:3306,b:3306/shop}. An address in which anything else
     * may be somebody's secret is its driver's name and an ellipsis.
     */
    public static String withoutSecrets(String url) {
        var parts = URL.matcher(url);
        return Optional.of(parts)
                .filter(Matcher::matches)
                .flatMap(matched -> hosts(matched.group("hosts")))
                .map(hosts -> parts.group("scheme") + "//" + hosts
                        + Optional.ofNullable(parts.group("database")).orElse(""))
                .orElseGet(() -> driver(url) + "…");
    }

    private static Optional<String> hosts(String authority) {
        var plain = KEYED.matcher(authority).replaceAll(keyed -> Matcher.quoteReplacement(address(keyed.group())));
        var hosts = Stream.of(plain.split(",", -1)).map(JdbcUrl::host).toList();
        return hosts.stream().allMatch(host -> HOST.matcher(host).matches())
                ? Optional.of(String.join(",", hosts))
                : Optional.empty();
    }

    private static String address(String keyed) {
        var host = property("host", keyed).orElse("localhost");
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
                + property("port", keyed).map(port -> ":" + port).orElse("");
    }

    private static Optional<String> property(String name, String keyed) {
        return Pattern.compile("[(,]\\s*" + name + "\\s*=\\s*([^,()]*)", Pattern.CASE_INSENSITIVE)
                .matcher(keyed)
                .results()
                .map(found -> found.group(1).strip())
                .findFirst();
    }

    /** Without who asks it; hosts that have an account in common stand in brackets behind it. */
    private static String host(String element) {
        var host = element.substring(element.lastIndexOf('@') + 1).strip();
        return IPV6.matcher(host).matches() ? host : host.replaceAll("^\\[|]$", "");
    }

    private static String driver(String url) {
        var driver = DRIVER.matcher(url);
        return driver.lookingAt() ? driver.group().strip() : "";
    }
}
