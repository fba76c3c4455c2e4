package io.guildhall.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The kinds that are offered are those that can be recorded. */
class AuditKindsTests {

	private static final Path SOURCES = Path.of("src/main/java/io/guildhall");

	private static final Path TEXTS = Path.of("src/main/resources/i18n");

	private static final Pattern RECORDED = Pattern.compile("\\b(?:audit|trail)\\s*\\.\\s*record(?:Each|Personal)?\\(");

	private static final Pattern CONSTANT = Pattern.compile("static final String (\\w+) = \"([^\"]*)\"");

	private final AuditKinds kinds = new AuditKinds(texts());

	@Test
	void areThoseThatModulesRecordAndEachHasAName() throws IOException {
		Map<String, String> sources = contents(SOURCES, ".java");
		Map<String, String> constants = new HashMap<>();
		sources.forEach((name, source) -> {
			Matcher constant = CONSTANT.matcher(source);
			while (constant.find()) {
				constants.put(name + "." + constant.group(1), constant.group(2));
			}
		});
		Set<String> recorded = new TreeSet<>();
		sources.forEach((name, source) -> {
			Matcher call = RECORDED.matcher(source);
			while (call.find()) {
				recorded.add(kind(name, second(source, call.end()), constants));
			}
		});
		assertThat(AuditKinds.ALL).containsExactlyElementsOf(recorded);
		String english = String.join("\n",
				contents(TEXTS, ".properties").entrySet()
					.stream()
					.filter(file -> !file.getKey().endsWith("_zh_CN"))
					.map(Map.Entry::getValue)
					.toList());
		assertThat(recorded).allSatisfy(kind -> assertThat(english).contains("\naudit.object." + kind + "="));
	}

	@Test
	void areInTheOrderOfTheirNames() {
		List<String> labels = kinds.offered(null, Locale.ENGLISH).stream().map(AuditKinds.Kind::label).toList();
		assertThat(labels).hasSameSizeAs(AuditKinds.ALL).containsSubsequence("Account", "Order", "Tag", "Task");
		assertThat(kinds.offered(null, Locale.SIMPLIFIED_CHINESE)).extracting(AuditKinds.Kind::label)
			.contains("订单", "成员");
	}

	@Test
	void areMoreByOneThatIsAskedForAndUnknown() {
		assertThat(kinds.offered("thing", Locale.ENGLISH)).contains(new AuditKinds.Kind("thing", "thing"));
		assertThat(kinds.offered("order", Locale.ENGLISH)).hasSameSizeAs(AuditKinds.ALL);
	}

	/** A literal, or a constant of this class or of another. */
	private static String kind(String name, String argument, Map<String, String> constants) {
		if (argument.startsWith("\"")) {
			return argument.replace("\"", "");
		}
		return constants.getOrDefault(argument.contains(".") ? argument : name + "." + argument,
				name + " records " + argument);
	}

	/** The second argument of a call whose first begins there. */
	private static String second(String source, int from) {
		int depth = 0;
		boolean quoted = false;
		int begin = -1;
		for (int i = from; i < source.length() && depth >= 0; i++) {
			char c = source.charAt(i);
			if (c == '"') {
				quoted = !quoted;
			}
			else if (!quoted && "([{".indexOf(c) >= 0) {
				depth++;
			}
			else if (!quoted && ")]}".indexOf(c) >= 0) {
				depth--;
			}
			else if (!quoted && c == ',' && depth == 0) {
				if (begin >= 0) {
					return source.substring(begin, i).strip();
				}
				begin = i + 1;
			}
		}
		return "";
	}

	private static Map<String, String> contents(Path root, String end) throws IOException {
		Map<String, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(root)) {
			for (Path file : files.filter(one -> one.toString().endsWith(end)).toList()) {
				String name = String.valueOf(file.getFileName());
				contents.put(name.substring(0, name.length() - end.length()), "\n" + Files.readString(file));
			}
		}
		return contents;
	}

	private static ResourceBundleMessageSource texts() {
		ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
		texts.setBasenames("i18n/audit", "i18n/member", "i18n/task");
		texts.setDefaultEncoding("UTF-8");
		texts.setFallbackToSystemLocale(false);
		return texts;
	}

}
