package io.guildhall.journey;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** All endpoints of the application, and paths that lead to something behind them. */
final class Doors {

	private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

	/** What variables stand for that are no ids of objects of an organization. */
	private static final Map<String, String> PLAIN = Map.of("figure", "REVENUE", "number", "1", "tag", "reader", "type",
			"member", "outcome", "ISSUED", "secret", "0123456789abcdef", "slug", "nowhere", "token", "0123456789abcdef",
			"handle", "0123456789abcdef");

	/** A figure is a kind of number: every organization has each. */
	private static final String NO_ID = "{figure}";

	private Doors() {
	}

	/** An endpoint. */
	record Door(HttpMethod method, String pattern, HandlerMethod handler) {

		boolean isRest() {
			return pattern.startsWith("/api/");
		}

		/** The path with the ids of what is there; null where a variable is not known. */
		@Nullable String path(Map<String, String> ids, String slug) {
			return Doors.path(pattern, ids, slug);
		}

		@Override
		public String toString() {
			return method + " " + pattern;
		}

	}

	static Set<String> patterns(RequestMappingHandlerMapping mappings) {
		return all(mappings).stream().map(Door::pattern).collect(Collectors.toCollection(TreeSet::new));
	}

	static List<Door> all(RequestMappingHandlerMapping mappings) {
		Map<String, Door> doors = new TreeMap<>();
		mappings.getHandlerMethods().forEach((mapping, handler) -> mapping.getPatternValues().forEach(pattern -> {
			Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
			for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
				doors.put(pattern + " " + method, new Door(method.asHttpMethod(), pattern, handler));
			}
		}));
		return List.copyOf(doors.values());
	}

	/** Those of an organization that have ids in their paths. */
	static List<Door> withIds(RequestMappingHandlerMapping mappings) {
		return all(mappings).stream().filter(door -> {
			boolean ours = door.pattern().startsWith("/api/v1/") || door.pattern().startsWith("/o/{organization}/");
			return ours && door.pattern().replace("{organization}", "").replace(NO_ID, "").contains("{");
		}).toList();
	}

	/** The path with the ids of what is there; null where a variable is not known. */
	static @Nullable String path(String pattern, Map<String, String> ids, String slug) {
		Matcher variable = VARIABLE.matcher(pattern);
		StringBuilder path = new StringBuilder();
		while (variable.find()) {
			String name = variable.group(1);
			String value = name.equals("organization") ? slug : PLAIN.get(name);
			if (value == null) {
				value = id(name, pattern.substring(0, variable.start()), ids);
			}
			if (value == null) {
				return null;
			}
			variable.appendReplacement(path, Matcher.quoteReplacement(value));
		}
		return variable.appendTail(path).toString();
	}

	/** By the name of the variable, or by the collection that stands before it. */
	private static @Nullable String id(String name, String before, Map<String, String> ids) {
		for (String plural : List.of(name + "s", name.replaceFirst("y$", "ies"), name + "es",
				"coupon-" + name + "es")) {
			if (ids.containsKey(plural)) {
				return ids.get(plural);
			}
		}
		Map<String, String> elsewhere = Map.of("/coupons/", "coupon-batches", "/coupons/codes/", "coupons", "/tiers/",
				"tier-policies", "/audit/of/{type}/", "members");
		String rest = before.replaceFirst("^/o/\\{organization}", "").replaceFirst("^/api/v1", "");
		if (!before.startsWith("/api/") && elsewhere.containsKey(rest)) {
			return ids.get(elsewhere.get(rest));
		}
		String[] segments = before.split("/");
		for (int i = segments.length - 1; i >= 0; i--) {
			if (ids.containsKey(segments[i])) {
				return ids.get(segments[i]);
			}
			String plural = segments[i] + "s";
			if (ids.containsKey(plural)) {
				return ids.get(plural);
			}
		}
		return null;
	}

}
