package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Slips in templates that no page shows until it has other data. */
class TemplatesTests {

	private static final Pattern TAG = Pattern.compile("<[a-z:]+(?:\\s+[\\w:.-]+(?:=\"[^\"]*\")?)+");

	private static final Pattern CONDITION = Pattern.compile("\\sth:(if|unless)=");

	@Test
	void noConditionStandsBesideAReplacementWhichComesFirstAndDoesNotAsk() throws IOException {
		try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
			List<String> wrong = templates.filter(path -> path.toString().endsWith(".html"))
				.flatMap(TemplatesTests::wrong)
				.toList();
			assertThat(wrong).isEmpty();
		}
	}

	private static Stream<String> wrong(Path template) {
		try {
			return TAG.matcher(Files.readString(template))
				.results()
				.map(tag -> tag.group())
				.filter(tag -> tag.contains(" th:replace=") && CONDITION.matcher(tag).find())
				.map(tag -> template.getFileName() + ": " + tag);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
