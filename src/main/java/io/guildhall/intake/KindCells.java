package io.guildhall.intake;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductKind;
import io.guildhall.intake.TableTaking.Cell;
import io.guildhall.intake.TableTaking.Unreadable;

/** Reads what kind of product a row is of, by the words of both languages. */
final class KindCells {

	private static final Map<String, ProductKind> WORDS = Map.ofEntries(Map.entry("goods", ProductKind.GOODS),
			Map.entry("实物", ProductKind.GOODS), Map.entry("商品", ProductKind.GOODS),
			Map.entry("course", ProductKind.COURSE), Map.entry("课程", ProductKind.COURSE),
			Map.entry("camp", ProductKind.CAMP), Map.entry("训练营", ProductKind.CAMP), Map.entry("营", ProductKind.CAMP),
			Map.entry("consultation", ProductKind.CONSULTATION), Map.entry("咨询", ProductKind.CONSULTATION),
			Map.entry("sample", ProductKind.SAMPLE), Map.entry("样品", ProductKind.SAMPLE),
			Map.entry("小样", ProductKind.SAMPLE), Map.entry("service", ProductKind.SERVICE),
			Map.entry("服务", ProductKind.SERVICE));

	private KindCells() {
	}

	/**
	 * The kind; null for an empty cell.
	 * @throws Unreadable if the word is none: a membership is granted by what is sold
	 * here, and not by a table
	 */
	static @Nullable ProductKind read(Cell cell) throws Unreadable {
		String text = cell.text(Field.KIND);
		if (text == null) {
			return null;
		}
		ProductKind kind = of(text);
		if (kind == null) {
			throw new Unreadable("intake.bad.kind", text);
		}
		return kind;
	}

	/** The kind that a word names; null for none. */
	static @Nullable ProductKind of(String word) {
		return WORDS.get(word.strip().toLowerCase(Locale.ROOT));
	}

}
