package io.guildhall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.guildhall.demo.DemoCast.Manner;
import io.guildhall.demo.DemoCast.Person;

class DemoCastTests {

	private final List<Person> people = DemoCast.people();

	@Test
	void isTheSameEveryTime() {
		assertThat(DemoCast.people()).usingRecursiveComparison().isEqualTo(people);
	}

	@Test
	void hasThreeHundredPeopleOfAllManners() {
		assertThat(people).hasSize(300).extracting(Person::name).doesNotHaveDuplicates();
		assertThat(people).extracting(Person::manner).contains(Manner.values());
	}

	@Test
	void nobodyTalksBeforeJoiningOrAfterLeaving() {
		assertThat(people).allSatisfy(person -> {
			for (int day = 0; day < DemoCast.DAYS; day++) {
				if (!person.presentOn(day)) {
					assertThat(person.talk().get(day)).isZero();
				}
			}
		});
		assertThat(people.stream().flatMap(person -> person.talk().stream()).mapToInt(Integer::intValue).sum())
			.isBetween(8_000, 20_000);
	}

}
