package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * A module's SQL, in its sources and its migrations, names only its own tables and the
 * house's, and of other modules at most their views {@code ..._facts}; those name only
 * tables of their module.
 */
class SqlOwnershipTests {

	private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

	private static final Path SOURCES = Path.of("src/main/java/io/guildhall");

	/** Whose tables everybody may name. */
	private static final String HOUSE = "__root";

	private static final Pattern CREATED = Pattern
		.compile("create\\s+(?:or\\s+replace\\s+)?(?:table|view)\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)");

	private static final Pattern STRING = Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"",
			Pattern.DOTALL);

	private static final Pattern STATEMENT = Pattern
		.compile("\\b(?:select|insert|update|delete|from|join|copy|lock)\\b");

	private static final Pattern NAMED = Pattern
		.compile("\\b(?:from|join|into|update|using|references|table|on)\\s+(?:only\\s+|lateral\\s+)?(\\w+)");

	private final Map<String, String> owners = owners();

	@Test
	void migrationsNameOnlyTheTablesOfTheirModule() {
		List<String> found = new ArrayList<>();
		for (Path file : files(MIGRATIONS, ".sql")) {
			String module = MIGRATIONS.relativize(file).getName(0).toString();
			foreign(read(file).replaceAll("--[^\n]*", ""), module, false)
				.forEach(table -> found.add(file + " names " + table));
		}
		assertThat(found).isEmpty();
	}

	@Test
	void sourcesNameOnlyTheTablesOfTheirModuleAndTheFactsOfOthers() {
		List<String> found = new ArrayList<>();
		for (Path file : files(SOURCES, ".java")) {
			Path inside = SOURCES.relativize(file);
			String module = (inside.getNameCount() > 1) ? inside.getName(0).toString() : HOUSE;
			Matcher string = STRING.matcher(withoutComments(read(file)));
			while (string.find()) {
				String text = (string.group(1) != null) ? string.group(1) : string.group(2);
				if (STATEMENT.matcher(text).find()) {
					foreign(text, module, true).forEach(table -> found.add(file + " names " + table));
				}
			}
		}
		assertThat(found).isEmpty();
	}

	@Test
	void viewsBearTheNameOfTheirModule() {
		assertThat(this.owners.entrySet()
			.stream()
			.filter(entry -> entry.getKey().endsWith("_facts") && !entry.getKey().startsWith(entry.getValue() + "_"))
			.map(entry -> entry.getKey() + " of " + entry.getValue())).isEmpty();
	}

	private List<String> foreign(String sql, String module, boolean facts) {
		List<String> found = new ArrayList<>();
		Matcher named = NAMED.matcher(sql);
		while (named.find()) {
			String owner = this.owners.get(named.group(1));
			boolean allowed = owner == null || owner.equals(HOUSE) || owner.equals(module)
					|| (facts && named.group(1).endsWith("_facts"));
			if (!allowed) {
				found.add(named.group(1) + " of " + owner);
			}
		}
		return found;
	}

	private static Map<String, String> owners() {
		Map<String, String> owners = new TreeMap<>();
		for (Path file : files(MIGRATIONS, ".sql")) {
			Matcher created = CREATED.matcher(read(file));
			while (created.find()) {
				owners.put(created.group(1), MIGRATIONS.relativize(file).getName(0).toString());
			}
		}
		return owners;
	}

	private static String withoutComments(String source) {
		return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
	}

	private static List<Path> files(Path root, String suffix) {
		try (Stream<Path> all = Files.walk(root)) {
			return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
