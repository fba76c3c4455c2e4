package io.guildhall.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.TestDatabase;

/**
 * All columns of the house into which something about a person could be written: of the
 * tables that name a member, and of those that hang on a row that does. Writes something
 * into each, and finds where it still stands. What holds nothing personal is named here
 * with a reason; what the database itself keeps to a list of codes needs none.
 */
final class SaidOfMembers {

	private static final String SAID = "~said~";

	private static final Set<String> WHOSE = Set.of("member_id", "other_id", "survivor_id", "merged_id", "inviter_id",
			"recipient_id", "order_id", "coupon_id", "membership_id", "line_id", "payment_id", "rebate_id",
			"violation_id", "check_in_id", "refund_id", "merge_id");

	/** Tables that are of a member in another way. */
	private static final Set<String> THEMSELVES = Set.of("members", "activity_texts");

	/** Columns that are the same wherever they stand. */
	private static final Map<String, String> EVERYWHERE = Map.of("code", "(state|outcome|kind|actor_kind|undone)",
			"currency", "(.*_)?currency", "the staff",
			"(.*_by|(.*_)?actor_name|.*_by_name|(author|creator|recorder)_name)");

	/** Columns with nothing personal, or with what the books need, and why. */
	private static final Map<String, String> NOTHING = new TreeMap<>(Map.ofEntries(
			Map.entry("activity_events.source", "where the event comes from"),
			Map.entry("activity_events.external_id", "an id of the source"),
			Map.entry("activity_events.reply_to", "an id of the source"),
			Map.entry("activity_texts.source", "where the event comes from"),
			Map.entry("activity_texts.external_id", "an id of the source"),
			Map.entry("benefit_promises.benefit", "the name of a benefit"),
			Map.entry("benefit_purchases.name", "the name of a product"),
			Map.entry("benefit_uses.benefit", "the name of a benefit"),
			Map.entry("benefit_uses.key", "the key of a request"),
			Map.entry("bulk_action_members.before", "ids and tags, by which a step is taken back"),
			Map.entry("cards.code", "the code of a card"),
			Map.entry("challenge_rewards.refusal", "the code of a refusal"),
			Map.entry("checkout_attempts.code", "the code of a page"),
			Map.entry("checkout_attempts.subject", "the organization and the number of the order"),
			Map.entry("checkout_attempts.site", "the address of this house"),
			Map.entry("checkout_attempts.external_id", "an id of the provider"),
			Map.entry("checkout_attempts.link", "an address of the provider"),
			Map.entry("checkout_attempts.failure", "the code of a refusal"),
			Map.entry("checkout_receipts.transaction_id", "an id of the provider"),
			Map.entry("checkout_returns.external_id", "an id of the provider"),
			Map.entry("checkout_returns.failure", "the code of a refusal"),
			Map.entry("coupon_debts.reason", "the key of a text"),
			Map.entry("coupon_issue_results.subject", "a line of a list that named no member"),
			Map.entry("coupon_moves.from_state", "a state"), Map.entry("coupon_moves.to_state", "a state"),
			Map.entry("coupon_moves.reason", "a code"), Map.entry("coupons.code", "the code of a coupon"),
			Map.entry("coupons.recalled_reason", "the key of a text"),
			Map.entry("fulfilment_lines.product_name", "the name of a product"),
			Map.entry("fulfilment_parcels.carrier", "the name of a courier"),
			Map.entry("fulfilment_parcels.taken_back_things", "names of products"),
			Map.entry("fulfilment_wrong_handings.things", "names of products"),
			Map.entry("import_members.kept", "a code"), Map.entry("memberships.family", "the family of a plan"),
			Map.entry("merge_belongings.belongings", "the key of a kind"),
			Map.entry("merge_suggestions.reasons", "codes"), Map.entry("occasion_givings.occasion", "a code or a day"),
			Map.entry("occasion_givings.refusal", "the code of a refusal"),
			Map.entry("order_lines.product_name", "the name of a product"),
			Map.entry("order_lines.product_kind", "a code"),
			Map.entry("order_wrong_handings.things", "names of products"),
			Map.entry("orders.external_no", "the number in another shop"),
			Map.entry("payments.reference", "numbers stay; that words go, ErasedMembersTests shows"),
			Map.entry("plan_seats.gift", "the name of a thing"), Map.entry("point_entries.source_type", "a code"),
			Map.entry("point_entries.reason", "a code"), Map.entry("point_standings.level", "the name of a title"),
			Map.entry("point_standing_changes.from_level", "the name of a title"),
			Map.entry("point_standing_changes.to_level", "the name of a title"),
			Map.entry("statement_differences.provider", "the name of a provider"),
			Map.entry("statement_differences.reference", "an id of the provider"),
			Map.entry("tasks.source_key", "the key of what made the task"),
			Map.entry("tier_changes.from_tier", "a code"), Map.entry("tier_changes.to_tier", "a code"),
			Map.entry("violations.rule", "a rule of the group")));

	/** Of these a furnished organization has no row that could be written to. */
	private static final Set<String> WITHOUT_ROWS = Set.of("benefit_uses.undo_reason", "cards.revoked_reason",
			"channel_answers.answer", "channel_answers.question", "field_values.text_value",
			"fulfilment_parcels.taken_back_reason", "fulfilment_wrong_handings.taken_back_reason",
			"member_blocks.lift_reason", "member_blocks.reason", "member_run_changes.cells", "member_run_changes.kept",
			"membership_terms.reason", "order_discounts.reason", "order_price_cuts.reason",
			"order_wrong_handings.taken_back_reason", "statement_differences.note");

	private final JdbcClient jdbc = JdbcClient
		.create(TestDatabase.asOwnerOf(TestDatabase.url(WholeApplication.DATABASE)));

	private final UUID organization;

	private final List<Column> columns;

	private final List<Column> written = new ArrayList<>();

	private final Set<String> withoutRows = new TreeSet<>();

	SaidOfMembers(UUID organization) {
		this.organization = organization;
		this.columns = jdbc.sql("""
				select c.relname as name, a.attname as column, a.atttypid::regtype::text as type,
					(select string_agg(quote_ident(w.attname) || ' is not null', ' or ') from pg_attribute w
						where w.attrelid = c.oid and w.attname = any (:whose)) as whose,
					exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
						and pg_get_constraintdef(k.oid) ~ ('\\m' || a.attname || ' = ANY')) as coded
				from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
				where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
				and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'bytea'::regtype,
					'text[]'::regtype)
				and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id')
				and (c.relname = any (:themselves) or exists (select from pg_attribute w
					where w.attrelid = c.oid and w.attname = any (:whose)))
				order by c.relname, a.attnum
				""")
			.param("whose", WHOSE.toArray(String[]::new))
			.param("themselves", THEMSELVES.toArray(String[]::new))
			.query(Column.class)
			.list();
	}

	/**
	 * A column.
	 *
	 * @param whose which rows are of a member; null for all
	 * @param coded whether the database keeps it to a list of codes
	 */
	record Column(String name, String column, String type, @Nullable String whose, boolean coded) {

		String key() {
			return name + '.' + column;
		}

		/** That something was said here, and has to go. */
		boolean personal() {
			return !coded && !NOTHING.containsKey(key()) && EVERYWHERE.values().stream().noneMatch(column::matches);
		}

		/** A value of its own for each row, as long as a token. */
		private String value() {
			String text = "'" + SAID + "' || substr(replace(cast(gen_random_uuid() as text), '-', ''), 7)";
			return switch (type) {
				case "jsonb" -> "to_jsonb(" + text + ")";
				case "bytea" -> "convert_to(" + text + ", 'UTF8')";
				case "text[]" -> "array[" + text + "]";
				default -> text;
			};
		}

		private String rows() {
			return " where organization_id = :organization and " + ((whose != null) ? "(" + whose + ")" : "true");
		}

	}

	/** Names that stand in a list here, and are no column (any more). */
	Set<String> unknown() {
		Set<String> names = new TreeSet<>(NOTHING.keySet());
		names.addAll(WITHOUT_ROWS);
		columns.forEach(column -> names.remove(column.key()));
		return names;
	}

	/** The words of the events that there are, as an organization may keep them. */
	void keepWords() {
		jdbc.sql("""
				insert into activity_texts (organization_id, day, source, external_id, body)
				select organization_id, day, source, external_id, 'hello' from activity_events
				where organization_id = :organization and kind = 'MESSAGE' on conflict do nothing
				""").param("organization", organization).update();
	}

	/** Says something of everybody, wherever it can be said. */
	void say() {
		columns.stream().filter(Column::personal).forEach(column -> {
			String set = "update " + column.name() + " set " + column.column() + " = " + column.value() + column.rows();
			int rows = written(set);
			if (rows <= 0) {
				// Where only some rows may have it, or only together with something else.
				int some = written(set + " and " + column.column() + " is not null");
				rows = (rows < 0 && some < 0) ? -1 : Math.max(some, 0);
			}
			if (rows > 0) {
				written.add(column);
			}
			else if (rows == 0) {
				withoutRows.add(column.key());
			}
		});
	}

	/**
	 * @return how many rows; negative if the column takes no words
	 */
	private int written(String update) {
		try {
			return jdbc.sql(update).param("organization", organization).update();
		}
		catch (DataAccessException refused) {
			return -1;
		}
	}

	/**
	 * Where nothing could be written, though it might have been in another organization.
	 */
	Set<String> untried() {
		Set<String> untried = new TreeSet<>(withoutRows);
		untried.removeAll(WITHOUT_ROWS);
		return untried;
	}

	/** Where something is written now. */
	Set<String> tried() {
		Set<String> tried = new TreeSet<>();
		written.forEach(column -> tried.add(column.key()));
		return tried;
	}

	/** Where what was said still stands. */
	Set<String> left() {
		Set<String> left = new TreeSet<>();
		written.forEach(column -> {
			String found = column.type().equals("bytea")
					? "position(convert_to('" + SAID + "', 'UTF8') in " + column.column() + ") > 0"
					: "position('" + SAID + "' in cast(" + column.column() + " as text)) > 0";
			boolean there = jdbc
				.sql("select exists (select from " + column.name() + " where organization_id = :organization and "
						+ found + ")")
				.param("organization", organization)
				.query(Boolean.class)
				.single();
			if (there) {
				left.add(column.key());
			}
		});
		return left;
	}

	/** Whoever is known: those who were merged into somebody go with them. */
	List<UUID> members() {
		return jdbc.sql("select id from members where organization_id = :organization and state = 'ACTIVE' order by id")
			.param("organization", organization)
			.query(UUID.class)
			.list();
	}

}
