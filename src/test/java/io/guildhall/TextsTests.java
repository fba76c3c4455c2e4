package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * Pages speak two languages, completely: no literal in a template, no key in one only.
 */
class TextsTests {

	private static final Path TEXTS = Path.of("src/main/resources/i18n");

	private static final Path TEMPLATES = Path.of("src/main/resources/templates");

	private static final Pattern KEY = Pattern.compile("#\\{([a-zA-Z][\\w.-]*)");

	/** Text between tags that is no prototype of a th:text. */
	private static final Pattern ELEMENT = Pattern.compile("<(\\w[\\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>([^<]*)");

	@Test
	void everyKeyIsInBothLanguages() throws IOException {
		for (Path english : files(TEXTS, ".properties")) {
			if (english.toString().endsWith("_zh_CN.properties")) {
				continue;
			}
			Path chinese = Path.of(english.toString().replace(".properties", "_zh_CN.properties"));
			assertThat(chinese).exists();
			assertThat(keys(chinese)).as(chinese.toString()).containsExactlyElementsOf(keys(english));
		}
	}

	/**
	 * A text with arguments is a MessageFormat, in which an apostrophe is doubled; one
	 * without is shown as it stands.
	 */
	@Test
	void apostrophesAreDoubledWhereThereAreArgumentsAndOnlyThere() throws IOException {
		List<String> wrong = new ArrayList<>();
		for (Path file : files(TEXTS, ".properties")) {
			for (String line : Files.readAllLines(file)) {
				String text = line.substring(line.indexOf('=') + 1);
				boolean arguments = text.matches(".*\\{\\d.*");
				if (arguments ? text.replace("''", "").contains("'") : text.contains("''")) {
					wrong.add(file + ": " + line);
				}
			}
		}
		assertThat(wrong).isEmpty();
	}

	@Test
	void everyKeyThatATemplateNamesExists() throws IOException {
		Set<String> known = new TreeSet<>();
		for (Path file : files(TEXTS, ".properties")) {
			known.addAll(keys(file));
		}
		List<String> missing = new ArrayList<>();
		for (Path template : files(TEMPLATES, ".html")) {
			Matcher matcher = KEY.matcher(Files.readString(template));
			while (matcher.find()) {
				if (!known.contains(matcher.group(1)) && !matcher.group(1).endsWith(".")) {
					missing.add(template + ": " + matcher.group(1));
				}
			}
		}
		assertThat(missing).isEmpty();
	}

	/** Thymeleaf takes a fragment's name for the name of an element as well. */
	@Test
	void noFragmentIsNamedLikeAnElement() throws IOException {
		List<String> wrong = new ArrayList<>();
		Pattern reference = Pattern.compile(":: (input|select|form|table|button|label)\\b\\(");
		for (Path template : files(TEMPLATES, ".html")) {
			Matcher matcher = reference.matcher(Files.readString(template));
			while (matcher.find()) {
				wrong.add(template + ": " + matcher.group() + " - use forms :: field and forms :: choice");
			}
		}
		assertThat(wrong).isEmpty();
	}

	@Test
	void noTemplateHasALiteralText() throws IOException {
		List<String> literals = new ArrayList<>();
		for (Path template : files(TEMPLATES, ".html")) {
			String html = Files.readString(template).replaceAll("(?s)<!--.*?-->", "");
			Matcher matcher = ELEMENT.matcher(html);
			while (matcher.find()) {
				String attributes = matcher.group(2);
				String text = matcher.group(3).replaceAll("&\\w+;|&#\\d+;", "").trim();
				boolean letters = text.chars().anyMatch(Character::isLetter);
				boolean prototype = attributes.contains("th:text") || attributes.contains("th:utext")
						|| attributes.contains("th:errors") || attributes.contains("translate=\"no\"")
						|| attributes.contains("lang=") || matcher.group(1).equals("kbd");
				if (letters && !prototype && !text.equals("Guildhall")) {
					literals.add(template + ": " + text);
				}
				for (String attribute : List.of("placeholder", "title", "aria-label", "alt")) {
					Matcher literal = Pattern.compile("(?<![:\\w-])" + attribute + "=\"([^\"]*\\p{L}[^\"]*)\"")
						.matcher(attributes);
					if (literal.find()) {
						literals.add(template + ": " + literal.group());
					}
				}
			}
		}
		assertThat(literals).isEmpty();
	}

	/** In a link, parentheses are its parameters: a choice goes around two links. */
	@Test
	void noLinkChoosesItsAddressInParentheses() throws IOException {
		List<String> wrong = new ArrayList<>();
		for (Path template : files(TEMPLATES, ".html")) {
			Matcher matcher = Pattern.compile("@\\{[^\"@]*\\+ ?\\(\\$[^\"]*").matcher(Files.readString(template));
			while (matcher.find()) {
				wrong.add(template + ": " + matcher.group());
			}
		}
		assertThat(wrong).isEmpty();
	}

	private static List<Path> files(Path root, String end) throws IOException {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
		}
	}

	private static Set<String> keys(Path file) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			properties.load(reader);
		}
		return new TreeSet<>(properties.stringPropertyNames());
	}

}
