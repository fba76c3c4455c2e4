package io.guildhall.journey;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Forty made-up members of one group and what they did in forty days up to yesterday,
 * always the same ones: their chat as Telegram exports it, their orders as a CSV, and
 * what a dashboard has to say about them.
 */
final class SmallWorld {

	static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	static final String GROUP = "职场晨读群";

	/** The window of the policy and the period of the dashboard. */
	static final int DAYS = 30;

	/** Who writes this often within the window is active. */
	static final int ACTIVE_FROM = 8;

	/** Who spends this much within the window is a spender. */
	static final int SPENDS_FROM = 100;

	private static final String SURNAMES = "王李张刘陈杨赵黄周吴";

	private static final List<String> GIVEN = List.of("子涵", "晓东", "雨桐", "嘉怡");

	/** What somebody is made to be. */
	enum Kind {

		CORE(10), POTENTIAL(10), SILENT(10), DORMANT_SPENDER(6), NEW(4);

		private final int members;

		Kind(int members) {
			this.members = members;
		}

		int members() {
			return this.members;
		}

	}

	record Person(int number, String name, Kind kind, LocalDate joined, Set<LocalDate> spoke) {
	}

	/** An order; amounts in yuan. */
	record Order(String number, Person buyer, String product, int amount, int refunded, LocalDate day) {
	}

	private final LocalDate today;

	private final List<Person> people = new ArrayList<>();

	private final List<Order> orders = new ArrayList<>();

	SmallWorld(LocalDate today) {
		this.today = today;
		for (Kind kind : Kind.values()) {
			for (int i = 0; i < kind.members; i++) {
				add(kind);
			}
		}
		people(Kind.CORE).forEach(buyer -> order(buyer, "21天训练营", 199, (buyer.number() == 0) ? 50 : 0, 3));
		people(Kind.CORE).limit(3).forEach(buyer -> order(buyer, "岩茶", 30, 0, 35));
		people(Kind.DORMANT_SPENDER).forEach(buyer -> order(buyer, "进阶课", 399, 0, 10));
	}

	private void add(Kind kind) {
		int number = this.people.size();
		String name = SURNAMES.charAt(number % 10) + GIVEN.get(number / 10);
		boolean active = kind == Kind.CORE || kind == Kind.POTENTIAL;
		Set<LocalDate> spoke = new TreeSet<>();
		if (kind == Kind.NEW) {
			spoke.add(this.today.minusDays(4));
		}
		else {
			IntStream.of(33, 36, 39).forEach(ago -> spoke.add(this.today.minusDays(ago)));
		}
		if (active) {
			IntStream.range(0, 12).forEach(k -> spoke.add(this.today.minusDays(1 + 2 * k + number % 2)));
		}
		this.people.add(new Person(number, name, kind, this.today.minusDays((kind == Kind.NEW) ? 5 : 40), spoke));
	}

	private void order(Person buyer, String product, int amount, int refunded, int ago) {
		this.orders.add(new Order("A%03d".formatted(this.orders.size() + 1), buyer, product, amount, refunded,
				this.today.minusDays(ago)));
	}

	Stream<Person> people(Kind kind) {
		return this.people.stream().filter(person -> person.kind() == kind);
	}

	List<Person> people() {
		return this.people;
	}

	List<Order> orders() {
		return this.orders;
	}

	LocalDate from() {
		return this.today.minusDays(DAYS - 1L);
	}

	private boolean isInPeriod(LocalDate day) {
		return !day.isBefore(from()) && !day.isAfter(this.today);
	}

	long messages() {
		return this.people.stream().mapToLong(person -> person.spoke().size()).sum();
	}

	/** Revenue of the period net of refunds, in yuan. */
	int revenue() {
		return this.orders.stream()
			.filter(order -> isInPeriod(order.day()))
			.mapToInt(order -> order.amount() - order.refunded())
			.sum();
	}

	/** Who bought something before the period. */
	Set<Person> boughtBefore() {
		return this.orders.stream()
			.filter(order -> order.day().isBefore(from()))
			.map(Order::buyer)
			.collect(Collectors.toSet());
	}

	/** Who bought for the first time in the period. */
	Set<Person> converted() {
		return this.orders.stream()
			.map(Order::buyer)
			.filter(buyer -> !boughtBefore().contains(buyer))
			.collect(Collectors.toSet());
	}

	/** Whoever bought something. */
	Set<Person> bought() {
		return this.orders.stream().map(Order::buyer).collect(Collectors.toSet());
	}

	/** Who bought on two days or more. */
	long boughtAgain() {
		return bought().stream()
			.filter(buyer -> this.orders.stream()
				.filter(order -> order.buyer() == buyer)
				.map(Order::day)
				.distinct()
				.count() > 1)
			.count();
	}

	long joined() {
		return this.people.stream().filter(person -> isInPeriod(person.joined())).count();
	}

	/** The Mondays of the weeks that the period touches. */
	private List<LocalDate> weeks() {
		LocalDate monday = from().minusDays(from().getDayOfWeek().getValue() - 1L);
		return monday.datesUntil(this.today.plusDays(1), java.time.Period.ofWeeks(1)).toList();
	}

	private boolean isInWeek(LocalDate day, LocalDate monday) {
		return isInPeriod(day) && !day.isBefore(monday) && day.isBefore(monday.plusDays(7));
	}

	/** Members who spoke, over the weeks of the period. */
	long spoke() {
		return weeks().stream()
			.mapToLong(monday -> this.people.stream()
				.filter(person -> person.spoke().stream().anyMatch(day -> isInWeek(day, monday)))
				.count())
			.sum();
	}

	/** Members present, over the weeks of the period. */
	long present() {
		return weeks().stream()
			.mapToLong(monday -> this.people.stream()
				.filter(person -> person.joined().isBefore(monday.plusDays(7)))
				.count())
			.sum();
	}

	/** The chat as Telegram Desktop exports it. */
	byte[] telegram() {
		record Line(LocalDate day, int minute, Person who, boolean joins) {
		}
		List<Line> lines = new ArrayList<>();
		for (Person person : this.people) {
			lines.add(new Line(person.joined(), person.number(), person, true));
			person.spoke().forEach(day -> lines.add(new Line(day, 60 + person.number(), person, false)));
		}
		lines.sort(Comparator.comparing(Line::day).thenComparing(Line::minute));
		StringBuilder json = new StringBuilder("""
				{
				 "name": "%s",
				 "type": "private_supergroup",
				 "id": 1700000001,
				 "messages": [
				""".formatted(GROUP));
		for (int i = 0; i < lines.size(); i++) {
			Line line = lines.get(i);
			var at = line.day().atTime(9, 0).plusMinutes(line.minute());
			String who = line.joins() ? "actor" : "from";
			json.append("""
					  {"id": %d, "type": "%s", "date": "%s", "date_unixtime": "%d", "%s": "%s", "%s_id": "user%d",
					   %s"text": "%s", "text_entities": []}%s
					""".formatted(i + 1, line.joins() ? "service" : "message", at, at.atZone(ZONE).toEpochSecond(), who,
					line.who().name(), who, 7000 + line.who().number(),
					line.joins() ? "\"action\": \"join_group_by_link\", \"inviter\": \"Group\", " : "",
					line.joins() ? "" : "早！今天读完第 " + (i % 12 + 1) + " 章", (i + 1 < lines.size()) ? "," : ""));
		}
		return json.append(" ]\n}\n").toString().getBytes(StandardCharsets.UTF_8);
	}

	/** The orders as a shop exports them, with one row that cannot be right. */
	byte[] csv() {
		StringBuilder csv = new StringBuilder("订单号,昵称,商品,数量,实付金额,付款时间,退款金额\n");
		for (Order order : this.orders) {
			csv.append("%s,%s,%s,1,%s,%s 20:15:00,%s\n".formatted(order.number(), order.buyer().name(), order.product(),
					BigDecimal.valueOf(order.amount()).setScale(2), order.day(), order.refunded()));
		}
		csv.append("A999,%s,岩茶,1,-30.00,%s 20:15:00,0\n".formatted(this.people.get(0).name(), this.today.minusDays(2)));
		return csv.toString().getBytes(StandardCharsets.UTF_8);
	}

}
