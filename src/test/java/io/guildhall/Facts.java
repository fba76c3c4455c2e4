package io.guildhall;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.activity.ActivityImporting;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderImporting;
import io.guildhall.shared.Ids;

/**
 * What members did and paid, each at noon of its day in UTC, for tests that count over
 * it: kept as lists to count in Java, and stored as an import would to be counted by the
 * database.
 */
public final class Facts {

	private final List<Event> events = new ArrayList<>();

	private final List<Payment> payments = new ArrayList<>();

	/** A message, or a check-in. */
	public record Event(MemberId member, GroupId group, LocalDate day, boolean message) {
	}

	/** One order of a product, paid on a day, and what of it was paid back at once. */
	public record Payment(MemberId member, LocalDate day, long paid, long refunded, long orders, String product) {

		public Payment(MemberId member, LocalDate day, long paid, long refunded, String product) {
			this(member, day, paid, refunded, 1, product);
		}
	}

	public void event(MemberId member, GroupId group, LocalDate day, boolean message) {
		events.add(new Event(member, group, day, message));
	}

	public void payment(MemberId member, LocalDate day, long paid, long refunded) {
		payment(member, day, paid, refunded, "Tea");
	}

	/** Of a product by its name; one that there is not becomes one of goods. */
	public void payment(MemberId member, LocalDate day, long paid, long refunded, String product) {
		payments.add(new Payment(member, day, paid, refunded, product));
	}

	/** What the member did, in any order. */
	public List<Event> eventsOf(MemberId member) {
		return events.stream().filter(event -> event.member().equals(member)).toList();
	}

	/** What the member paid, in any order. */
	public List<Payment> paymentsOf(MemberId member) {
		return payments.stream().filter(payment -> payment.member().equals(member)).toList();
	}

	/** Noon of the day; now where that is still to come today. */
	public static Instant at(LocalDate day) {
		Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
		Instant now = Instant.now();
		return (day.equals(LocalDate.ofInstant(now, ZoneOffset.UTC)) && noon.isAfter(now)) ? now : noon;
	}

	/**
	 * Stores what was done, within a transaction of its organization.
	 * @return the run by which it can be taken back
	 */
	public UUID storeEvents(JdbcClient jdbc, ActivityImporting activities) {
		jdbc.sql(
				"""
						create temporary table staged_activity (member_id uuid, group_id uuid, at timestamptz, day date,
							kind text, characters int, source text, external_id text, has_link boolean, pitch text, reply_to text,
							text text)
						on commit drop
						""")
			.update();
		for (int i = 0; i < events.size(); i++) {
			Event event = events.get(i);
			jdbc.sql("insert into staged_activity values (?, ?, ?, ?, ?, 10, 'TEST', ?, false, null, null, null)")
				.params(event.member().id(), event.group().id(), Timestamp.from(at(event.day())), event.day(),
						event.message() ? "MESSAGE" : "CHECK_IN", Integer.toString(i))
				.update();
		}
		UUID run = Ids.next();
		activities.take(run, "staged_activity");
		return run;
	}

	/**
	 * Stores what was paid, within a transaction of its organization.
	 * @return how many orders were refused
	 */
	public long storePayments(JdbcClient jdbc, OrderImporting orders) {
		jdbc.sql("""
				create temporary table staged_orders (ordinal int, external_no text, member_id uuid, product text,
					quantity int, amount_minor bigint, paid_at timestamptz, refunded_minor bigint, outcome text)
				on commit drop
				""").update();
		for (int i = 0; i < payments.size(); i++) {
			Payment payment = payments.get(i);
			jdbc.sql("insert into staged_orders values (?, ?, ?, ?, 1, ?, ?, ?, null)")
				.params(i, Integer.toString(i), payment.member().id(), payment.product(), payment.paid(),
						Timestamp.from(at(payment.day())), payment.refunded())
				.update();
		}
		return payments.isEmpty() ? 0 : orders.take(Ids.next(), "staged_orders").refused();
	}

}
