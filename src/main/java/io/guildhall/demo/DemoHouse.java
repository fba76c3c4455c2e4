package io.guildhall.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.conduct.ConductService;
import io.guildhall.conduct.NewViolation;
import io.guildhall.conduct.Step;
import io.guildhall.conduct.ViolationId;
import io.guildhall.conduct.ViolationKind;
import io.guildhall.demo.DemoCast.Manner;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldOption;
import io.guildhall.field.FieldService;
import io.guildhall.field.FieldValues;
import io.guildhall.member.MemberId;
import lombok.RequiredArgsConstructor;

/** What the house notes of the people of the demo: fields of its own, and violations. */
@Component
@RequiredArgsConstructor
class DemoHouse {

	private static final int CONDUCT_DAY = DemoCast.DAYS - 6;

	private static final int FIELDS_DAY = DemoCast.DAYS - 1;

	private static final String TRADE = "行业";

	private static final String YEARS = "工作年限";

	private static final List<String> TRADES = List.of("互联网", "教育", "制造", "金融", "自由职业");

	private final FieldService fields;

	private final FieldValues values;

	private final ConductService conduct;

	void note(int day, List<Person> people, Map<Integer, MemberId> members, DemoStage.Props props) {
		if (day == CONDUCT_DAY) {
			List<Person> talkers = people.stream()
				.filter(person -> person.manner() == Manner.TALKER && person.presentOn(day))
				.toList();
			conduct.decide(violated(talkers.get(0), "在群里发了课程广告", members, props), Step.WARN, "");
			violated(talkers.get(1), "私下加人推销", members, props);
		}
		if (day == FIELDS_DAY) {
			fields.add(TRADE, FieldKind.CHOICE, TRADES.stream().map(FieldOption::named).toList());
			fields.add(YEARS, FieldKind.NUMBER, List.of());
			Map<UUID, Map<String, String>> cells = new HashMap<>();
			for (Person person : people) {
				MemberId member = members.get(person.number());
				if (member != null && person.number() % 4 != 3) {
					cells.put(member.id(), Map.of(TRADE, TRADES.get(person.number() % TRADES.size()), YEARS,
							String.valueOf(1 + person.number() * 5 % 14)));
				}
			}
			values.write(cells);
		}
	}

	private ViolationId violated(Person person, String note, Map<Integer, MemberId> members, DemoStage.Props props) {
		return conduct.record(new NewViolation(Objects.requireNonNull(members.get(person.number())),
				props.group(person.group()), ViolationKind.ADVERTISING, null, note, "限时优惠，扫码进群", null));
	}

}
