package io.guildhall.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTests {

	private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

	@ParameterizedTest
	@CsvSource({ "TEXT,' 岩茶 ',岩茶", "NUMBER,12.50,12.5", "NUMBER,'１,２００',1200", "NUMBER,-3,-3",
			"DATE,2026/1/9,2026-01-09", "DATE,2026年1月9日,2026-01-09", "YES_NO,是,true", "YES_NO,No,false",
			"CHOICE,GOLD,Gold" })
	void readsWhatPeopleWrite(FieldKind kind, String text, String written) {
		Field field = field(kind);
		assertThat(FieldText.written(field, FieldText.read(field, text))).isEqualTo(written);
	}

	@ParameterizedTest
	@CsvSource({ "NUMBER,twelve", "NUMBER,1.23456", "NUMBER,1e9", "DATE,2026-02-30", "DATE,soon", "YES_NO,maybe",
			"CHOICE,Silver" })
	void saysWhatIsNoneOfItsKind(FieldKind kind, String text) {
		assertThatExceptionOfType(FieldRefused.class).isThrownBy(() -> FieldText.read(field(kind), text))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo("field.value." + kind));
	}

	@Test
	void archivesAnOptionThatIsLeftOutAndTakesItUpAgainByItsName() {
		Field field = field(FieldKind.CHOICE);
		FieldOption gold = field.getOptions().offered().get(0);
		field.change("Level", List.of(FieldOption.named("Jade")));
		assertThat(field.getOptions().offered()).extracting(FieldOption::name).containsExactly("Jade");
		assertThat(field.getOptions().find(gold.id())).get().extracting(FieldOption::archived).isEqualTo(true);
		field.change("Level", List.of(FieldOption.named("gold")));
		assertThat(field.getOptions().offered()).singleElement().satisfies(option -> {
			assertThat(option.id()).isEqualTo(gold.id());
			assertThat(option.name()).isEqualTo("gold");
		});
	}

	@Test
	void keepsTheIdOfAnOptionThatIsRenamed() {
		Field field = field(FieldKind.CHOICE);
		FieldOption gold = field.getOptions().offered().get(0);
		field.change("Level", List.of(new FieldOption(gold.id(), "Platinum", false), FieldOption.named("Gold")));
		assertThat(field.getOptions().offered()).extracting(FieldOption::name).containsExactly("Platinum", "Gold");
		assertThat(field.getOptions().offered().get(0).id()).isEqualTo(gold.id());
		assertThat(field.getOptions().offered().get(1).id()).isNotEqualTo(gold.id());
	}

	@Test
	void refusesOptionsThatAreNotRight() {
		refused("options-number", () -> new Field("Level", FieldKind.CHOICE, List.of(), 0, NOW));
		refused("no-choice", () -> new Field("Level", FieldKind.TEXT, List.of(FieldOption.named("a")), 0, NOW));
		refused("option-twice", () -> new Field("Level", FieldKind.CHOICE,
				List.of(FieldOption.named("a"), FieldOption.named(" A")), 0, NOW));
		refused("name-length", () -> new Field(" ", FieldKind.TEXT, List.of(), 0, NOW));
	}

	private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
		assertThatExceptionOfType(FieldRefused.class).isThrownBy(action)
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo("field." + code));
	}

	private static Field field(FieldKind kind) {
		return new Field("Level", kind, (kind == FieldKind.CHOICE) ? List.of(FieldOption.named("Gold")) : List.of(), 0,
				NOW);
	}

}
