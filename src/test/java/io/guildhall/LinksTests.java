package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Links and forms in templates lead to pages that there are, also those that few see. */
@HouseTest
class LinksTests {

	private static final String HOME = "/o/{organization}";

	/** What follows the path of the organization: words and what stands for values. */
	private static final Pattern LINK = Pattern.compile("frame\\.path}? \\+ ((?:'[^']*'|\\$\\{[^}]*}|[\\w.]+| \\+ )+)");

	private static final Pattern PIECE = Pattern.compile("'([^']*)'|\\$\\{[^}]*}|[\\w.]+");

	/** Here the kind of an object is a part of the path. */
	private static final String BY_KIND = "/audit/of/";

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@Test
	void everyLinkLeadsToAPage() throws IOException {
		Set<String> pages = mappings.getHandlerMethods()
			.keySet()
			.stream()
			.flatMap(mapping -> mapping.getPatternValues().stream())
			.filter(pattern -> pattern.startsWith(HOME))
			.map(pattern -> pattern.substring(HOME.length()).replaceAll("\\{[^}]*}", "*"))
			.collect(Collectors.toSet());
		assertThat(pages).contains("/members", "/members/*");
		Set<String> dead = new TreeSet<>();
		try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
			for (Path template : templates.filter(path -> path.toString().endsWith(".html")).toList()) {
				for (String path : paths(Files.readString(template))) {
					if (pages.stream().noneMatch(page -> leads(path, page))) {
						dead.add(template.getFileName() + ": " + path);
					}
				}
			}
		}
		assertThat(dead).isEmpty();
	}

	/** The paths without parameters and places; a star stands for a value. */
	private static List<String> paths(String template) {
		return LINK.matcher(template)
			.results()
			.map(link -> path(link.group(1)))
			.filter(path -> path.startsWith("/"))
			.toList();
	}

	private static String path(String pieces) {
		StringBuilder path = new StringBuilder();
		Matcher piece = PIECE.matcher(pieces);
		while (piece.find()) {
			path.append((piece.group(1) != null) ? piece.group(1) : "*");
		}
		return path.toString().replaceAll("[?&#].*", "").replaceAll("(?<=[^/])\\*|/$", "");
	}

	/**
	 * Words have to stand there as words: a page of an object is none of its kind. What
	 * more is put behind stands elsewhere in the template.
	 */
	private static boolean leads(String path, String page) {
		String[] ours = path.split("/");
		String[] theirs = page.split("/");
		if (ours.length > theirs.length) {
			return false;
		}
		for (int i = 0; i < ours.length; i++) {
			boolean kind = theirs[i].equals("*") && page.startsWith(BY_KIND);
			if (!ours[i].equals(theirs[i]) && !ours[i].equals("*") && !kind) {
				return false;
			}
		}
		return true;
	}

}
