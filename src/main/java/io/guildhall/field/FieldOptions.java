package io.guildhall.field;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.guildhall.shared.Ids;

/** The options of a choice in their order; those that are archived come last. */
record FieldOptions(List<FieldOption> all) {

	static final FieldOptions NONE = new FieldOptions(List.of());

	static final int MOST = 100;

	private static final int LONGEST = 60;

	/** Those that are offered. */
	List<FieldOption> offered() {
		return all.stream().filter(option -> !option.archived()).toList();
	}

	/** The option of an id, be it archived. */
	Optional<FieldOption> find(UUID id) {
		return all.stream().filter(option -> id.equals(option.id())).findFirst();
	}

	/** The option of a name, however it is written; one that is offered goes first. */
	Optional<FieldOption> named(String name) {
		return all.stream().filter(option -> folded(option.name()).equals(folded(name))).findFirst();
	}

	/**
	 * These from now on. One with an id gets its name, one without takes up an archived
	 * one of its name; what is not among them is archived.
	 * @throws FieldRefused if there is none or too many, a name is not right or twice, or
	 * an id is none of these
	 */
	FieldOptions changed(List<FieldOption> wanted) {
		if (wanted.isEmpty() || wanted.size() > MOST) {
			throw FieldRefused.options(MOST);
		}
		List<FieldOption> next = new ArrayList<>();
		Set<String> names = new HashSet<>();
		Set<UUID> kept = new HashSet<>();
		for (FieldOption option : wanted) {
			String name = FieldText.clean(option.name());
			if (name.isEmpty() || name.length() > LONGEST) {
				throw FieldRefused.optionName(LONGEST);
			}
			if (!names.add(folded(name))) {
				throw FieldRefused.optionTwice(name);
			}
			UUID id = option.id();
			if (id == null) {
				id = named(name).map(FieldOption::id)
					.filter(known -> wanted.stream().noneMatch(other -> Objects.equals(other.id(), known)))
					.orElseGet(Ids::next);
			}
			else if (find(id).isEmpty() || kept.contains(id)) {
				throw FieldRefused.unknownOption();
			}
			kept.add(id);
			next.add(new FieldOption(id, name, false));
		}
		all.stream()
			.filter(option -> !kept.contains(Objects.requireNonNull(option.id())))
			.map(option -> new FieldOption(option.id(), option.name(), true))
			.forEach(next::add);
		return new FieldOptions(List.copyOf(next));
	}

	private static String folded(String name) {
		return FieldText.clean(name).toLowerCase(Locale.ROOT);
	}

}
