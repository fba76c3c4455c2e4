package io.guildhall.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.guildhall.member.MemberChanges;
import io.guildhall.table.ColumnGuess;
import io.guildhall.table.ColumnTarget;

/** Which column of a table means what: guessed from its head, checked as a rule. */
final class Columns {

	private static final Set<Field> WHO = Set.of(Field.NAME, Field.PHONE, Field.EMAIL, Field.EXTERNAL_ID);

	private Columns() {
	}

	/** What the names of the columns suggest; a field and a column come once. */
	static Map<Field, Integer> guess(ImportKind kind, List<String> header) {
		List<ColumnTarget> targets = Arrays.stream(Field.values())
			.filter(field -> field.isOf(kind))
			.map(Field::target)
			.toList();
		Map<Field, Integer> columns = new EnumMap<>(Field.class);
		ColumnGuess.propose(header, targets).forEach((field, column) -> columns.put(Field.valueOf(field), column));
		return columns;
	}

	/**
	 * What the table is about: what was taken out here has ids and revisions, orders have
	 * an amount and a number or a time of payment.
	 */
	static ImportKind kindOf(List<String> header) {
		if (MemberChanges.isOurs(header.stream().map(String::strip).toList())) {
			return ImportKind.CHANGES;
		}
		Map<Field, Integer> orders = guess(ImportKind.ORDERS, header);
		boolean sold = orders.containsKey(Field.AMOUNT)
				&& (orders.containsKey(Field.ORDER_NO) || orders.containsKey(Field.PAID_AT));
		return sold ? ImportKind.ORDERS : ImportKind.MEMBERS;
	}

	/**
	 * What a table with this head can be taken for. One that was taken out of a house of
	 * ours changes members of this one, or brings those of another.
	 */
	static Set<ImportKind> kinds(List<String> header) {
		return (kindOf(header) == ImportKind.CHANGES) ? Set.of(ImportKind.CHANGES, ImportKind.MEMBERS)
				: Set.of(ImportKind.MEMBERS, ImportKind.ORDERS);
	}

	/** The same for tables with the same head. */
	static String fingerprint(List<String> header) {
		try {
			String joined = String.join("\u001f", header.stream().map(ColumnGuess::bare).toList());
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Whether rows can be read by these columns.
	 * @throws ImportRefused if one that is needed is missing, or a column is named twice
	 * or does not exist
	 */
	static void check(ImportKind kind, Map<Field, Integer> columns, int width) {
		for (Map.Entry<Field, Integer> column : columns.entrySet()) {
			boolean exists = column.getValue() >= 0 && column.getValue() < width;
			if (!exists || !column.getKey().isOf(kind)) {
				throw ImportRefused.noSuchColumn(column.getValue() + 1);
			}
		}
		if (columns.values().stream().distinct().count() != columns.size()) {
			throw ImportRefused.meaningTwice();
		}
		if (kind == ImportKind.CHANGES) {
			return; // known by their names
		}
		if (columns.keySet().stream().noneMatch(WHO::contains)) {
			throw ImportRefused.nobodyNamed();
		}
		if (kind == ImportKind.ORDERS
				&& !columns.keySet().containsAll(Set.of(Field.ORDER_NO, Field.AMOUNT, Field.PAID_AT))) {
			throw ImportRefused.orderColumnsMissing();
		}
	}

}
