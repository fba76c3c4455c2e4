package io.guildhall.intake;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductKind;
import io.guildhall.community.CommunityService;
import io.guildhall.file.FileService;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.intake.People.Resolved;
import io.guildhall.order.OrderImporting;
import io.guildhall.shared.Money;
import io.guildhall.table.TableRow;

/** Takes tables of orders as paid history: each row is an order of one product. */
@Component
class OrderTaking extends TableTaking {

	private static final String ORDERS = """
			ordinal int not null, external_no text, member_id uuid, product text, quantity int, amount_minor bigint,
			paid_at timestamptz, refunded_minor bigint, outcome text, kind text, recipient text, phone text, region text,
			city text, district text, street text, postcode text, country text
			""";

	private static final String COLUMNS = "ordinal, external_no, member_id, product, quantity, amount_minor, paid_at, "
			+ "refunded_minor, kind, recipient, phone, region, city, district, street, postcode, country";

	private static final String MISSING = "intake.bad.missing";

	private static final String REFUND_LARGER = "intake.bad.refund-larger";

	private static final String BAD_QUANTITY = "intake.bad.quantity";

	private static final String TWICE = "intake.bad.twice";

	private static final int LONGEST_NUMBER = 80;

	private static final int LONGEST_PRODUCT = 120;

	private static final int MOST = 1_000_000;

	private final People people;

	private final OrderImporting orders;

	private final Staging staging;

	private final JdbcClient jdbc;

	OrderTaking(FileService contents, CommunityService communities, People people, OrderImporting orders,
			Staging staging, JdbcClient jdbc) {
		super(contents, communities);
		this.people = people;
		this.orders = orders;
		this.staging = staging;
		this.jdbc = jdbc;
	}

	/** What a row says about the order. */
	private record Sold(String number, @Nullable String product, @Nullable ProductKind kind, int quantity, long amount,
			Instant paidAt, long refunded, ShippedTo to) {

		private @Nullable String to(Function<ShippingAddress, String> part) {
			return (to.address() != null) ? part.apply(to.address()) : null;
		}

	}

	@Override
	public ImportKind kind() {
		return ImportKind.ORDERS;
	}

	@Override
	public void take(TakingRun run, Took took, int file, List<TableRow> rows) {
		Set<String> numbers = new HashSet<>();
		List<Read<Sold>> read = read(run, took, file, rows, cell -> sold(cell, numbers));
		if (read.isEmpty()) {
			return;
		}
		List<Resolved> members = people.resolve(run, took, read.stream().map(Read::person).toList());
		CopyRows copied = new CopyRows();
		for (int i = 0; i < read.size(); i++) {
			Sold sold = read.get(i).rest();
			if (members.get(i).member() == null) {
				refuse(took, file, read.get(i), members.get(i));
			}
			else {
				copied.add(i, sold.number(), members.get(i).member(), sold.product(), sold.quantity(), sold.amount(),
						sold.paidAt(), sold.refunded(), sold.kind(), sold.to(ShippingAddress::recipient),
						sold.to(ShippingAddress::phone), sold.to(ShippingAddress::region),
						sold.to(ShippingAddress::city), sold.to(ShippingAddress::district),
						sold.to(ShippingAddress::street), sold.to(ShippingAddress::postcode),
						sold.to(ShippingAddress::country));
			}
		}
		staging.copy(Staging.ORDERS, ORDERS, COLUMNS, copied);
		orders.take(run.run(), Staging.ORDERS);
		answer(run, took, file, read);
	}

	/** Tells row by row what came of it. */
	private void answer(TakingRun run, Took took, int file, List<Read<Sold>> read) {
		jdbc.sql("select ordinal, outcome from " + Staging.ORDERS + " order by ordinal").query(row -> {
			Read<Sold> order = read.get(row.getInt(1));
			String outcome = row.getString(2);
			boolean fresh = "NEW".equals(outcome);
			boolean known = "KNOWN".equals(outcome);
			if (fresh && run.isDry() && !run.firstSeen(order.rest().number())) {
				known = true;
				fresh = false;
			}
			if (!fresh && !known) {
				took.problem(ImportProblem.of(file, order.line(), (outcome != null) ? outcome : "intake.failed",
						order.rest().number()));
				return;
			}
			String leftOut = order.rest().to().leftOut();
			if (fresh && leftOut != null) {
				took.remark(ImportProblem.of(file, order.line(), leftOut, order.rest().number()));
			}
			took.count(fresh ? Outcome.ORDER_NEW : Outcome.ORDER_KNOWN, 1);
			sample(run, took, file, order.line(), order.person(), order.rest().number(), order.rest().paidAt(),
					fresh ? Outcome.ORDER_NEW : Outcome.ORDER_KNOWN);
		});
	}

	private static Sold sold(Cell cell, Set<String> numbers) throws Unreadable {
		String number = cell.text(Field.ORDER_NO, LONGEST_NUMBER);
		Money amount = cell.amount(Field.AMOUNT);
		Instant paidAt = cell.time(Field.PAID_AT);
		if (number == null || amount == null || paidAt == null) {
			throw new Unreadable(MISSING, number);
		}
		Money refunded = cell.amount(Field.REFUNDED);
		if (refunded != null && refunded.compareTo(amount) > 0) {
			throw new Unreadable(REFUND_LARGER, cell.text(Field.REFUNDED));
		}
		Long quantity = cell.count(Field.QUANTITY);
		if (quantity != null && (quantity < 1 || quantity > MOST)) {
			throw new Unreadable(BAD_QUANTITY, cell.text(Field.QUANTITY));
		}
		// A number names one order: a second row of it would be lost in silence.
		if (!numbers.add(number)) {
			throw new Unreadable(TWICE, number);
		}
		return new Sold(number, cell.text(Field.PRODUCT, LONGEST_PRODUCT), KindCells.read(cell),
				(quantity != null) ? quantity.intValue() : 1, amount.minor(), paidAt,
				(refunded != null) ? refunded.minor() : 0, ShippedTo.read(cell));
	}

}
