package io.guildhall.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Who takes part, and what each of them does on which of the ninety days: always the
 * same, whoever asks and whenever. Nobody in it is a real person.
 */
final class DemoCast {

	/** How long the organization has lived; the last day is today. */
	static final int DAYS = 90;

	private static final int MEMBERS = 300;

	private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";

	private static final String FIRST = "子雨思嘉欣梓晓文佳静俊浩宇明泽诗若语安乐";

	private static final String SECOND = "涵轩怡然琪宁洋航晨睿妍彤瑶凯峰楠悦欢琳杰";

	private DemoCast() {
	}

	/**
	 * What kind of member somebody is, as a story; the tiers are the rules' own verdict.
	 */
	enum Manner {

		/** Talks and buys. */
		PILLAR(20),
		/** Talks, and has bought little. */
		TALKER(26),
		/** Bought, and then went quiet. */
		QUIET_BUYER(12),
		/** Talked a little at first, then not at all. */
		FADED(34),
		/** Joined these days. */
		NEWCOMER(8);

		private final int percent;

		Manner(int percent) {
			this.percent = percent;
		}

	}

	/**
	 * A person.
	 *
	 * @param joins the day, 0 to 89
	 * @param leaves the day; {@link #DAYS} for never
	 * @param group of the three, 0 to 2
	 * @param second another group, or -1
	 * @param talk messages on each day
	 */
	record Person(String name, int number, Manner manner, int joins, int leaves, int group, int second,
			List<Integer> talk) {

		boolean presentOn(int day) {
			return day >= joins && day < leaves;
		}

	}

	static List<Person> people() {
		Random random = new Random(20_240_601);
		List<String> names = new ArrayList<>();
		for (int i = 0; names.size() < MEMBERS; i++) {
			String name = letter(SURNAMES, random) + letter(FIRST, random)
					+ ((i % 4 == 0) ? "" : letter(SECOND, random));
			if (!names.contains(name)) {
				names.add(name);
			}
		}
		List<Person> people = new ArrayList<>();
		for (int number = 0; number < MEMBERS; number++) {
			people.add(person(names.get(number), number, manner(number), random));
		}
		return people;
	}

	private static Manner manner(int number) {
		int percent = number * 37 % 100;
		int upTo = 0;
		for (Manner manner : Manner.values()) {
			upTo += manner.percent;
			if (percent < upTo) {
				return manner;
			}
		}
		return Manner.FADED;
	}

	private static Person person(String name, int number, Manner manner, Random random) {
		int joins = (manner == Manner.NEWCOMER) ? DAYS - 1 - random.nextInt(6) : random.nextInt(45);
		boolean gone = manner == Manner.FADED && random.nextInt(5) == 0;
		int leaves = gone ? joins + 20 + random.nextInt(25) : DAYS;
		int group = switch (manner) {
			case PILLAR, QUIET_BUYER -> random.nextInt(4) == 0 ? 1 : 0;
			case TALKER -> random.nextInt(3);
			default -> 1 + random.nextInt(2);
		};
		int second = random.nextInt(5) == 0 ? (group + 1) % 3 : -1;
		List<Integer> talk = new ArrayList<>(Collections.nCopies(DAYS, 0));
		for (int day = joins; day < Math.min(leaves, DAYS); day++) {
			talk.set(day, said(manner, day - joins, random));
		}
		return new Person(name, number, manner, joins, leaves, group, second, List.copyOf(talk));
	}

	/** Messages of a day: a few, more on some, none on most. */
	private static int said(Manner manner, int age, Random random) {
		int chance = switch (manner) {
			case PILLAR -> 55;
			case TALKER -> 38;
			case QUIET_BUYER -> (age < 25) ? 35 : 0;
			case FADED -> (age < 12) ? 18 : 0;
			case NEWCOMER -> 30;
		};
		return (random.nextInt(100) < chance) ? 1 + random.nextInt(4) : 0;
	}

	private static String letter(String letters, Random random) {
		int at = random.nextInt(letters.length());
		return letters.substring(at, at + 1);
	}

}
