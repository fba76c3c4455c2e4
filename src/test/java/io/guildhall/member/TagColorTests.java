package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Each colour can be read on its ground, by day and by night (WCAG 2, AA). */
class TagColorTests {

	private static final Pattern LIGHT = Pattern
		.compile("(?m)(?:^|[ }])\\.tag-(\\w+) \\{ --gh-tag: (#\\w{6}); --gh-tag-bg: (#\\w{6});");

	private static final Pattern DARK = Pattern
		.compile("dark\"\\] \\.badge\\.tag-(\\w+) \\{ --gh-tag: (#\\w{6}); --gh-tag-bg: (#\\w{6});");

	@Test
	void everyColourHasEnoughContrast() throws IOException {
		String css = Files.readString(Path.of("src/main/resources/static/css/app.css"));
		for (Pattern pattern : new Pattern[] { LIGHT, DARK }) {
			Matcher found = pattern.matcher(css);
			int colors = 0;
			while (found.find()) {
				TagColor.valueOf(found.group(1));
				assertThat(contrast(found.group(2), found.group(3))).as(found.group()).isGreaterThan(4.5);
				colors++;
			}
			assertThat(colors).as("all but grey, which is what a tag has without one")
				.isEqualTo(TagColor.values().length - 1);
		}
		assertThat(contrast("#3f4954", "#eceff2")).isGreaterThan(4.5);
		assertThat(contrast("#d5dbe2", "#38424e")).isGreaterThan(4.5);
	}

	private static double contrast(String one, String other) {
		double first = luminance(one);
		double second = luminance(other);
		return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
	}

	private static double luminance(String color) {
		int rgb = Integer.parseInt(color.substring(1), 16);
		return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
	}

	private static double linear(int part) {
		double share = part / 255.0;
		return (share <= 0.03928) ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
	}

}
