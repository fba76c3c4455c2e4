package io.guildhall.order;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductKind;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import lombok.RequiredArgsConstructor;

/**
 * To what measures of what members bought can be limited: kinds of products, and
 * products.
 */
@Component
@RequiredArgsConstructor
class BoughtParts {

	private final ProductKindField kinds;

	private final ProductField products;

	/** Kinds by their names, products by their ids. */
	List<MemberField.Choice> choices() {
		return Stream.concat(kinds.choices().stream(), products.choices().stream()).toList();
	}

	/**
	 * The predicate that a row is of one of them.
	 * @param key of the measure, with which parameters begin
	 * @param alias of the row, which has product_id and product_kind
	 * @throws io.guildhall.member.MemberRefused if one is neither a kind nor an id
	 */
	Condition rows(String key, String alias, List<String> values) {
		List<String> ofKinds = values.stream().filter(BoughtParts::isKind).toList();
		String[] ids = products.ids(values.stream().filter(value -> !isKind(value)).toList());
		return new Condition(
				"(%2$s.product_kind = any(:%1$s_kinds) or %2$s.product_id = any(cast(:%1$s_products as uuid[])))"
					.formatted(key, alias),
				Map.of(key + "_kinds", ofKinds.toArray(String[]::new), key + "_products", ids));
	}

	private static boolean isKind(String value) {
		return Arrays.stream(ProductKind.values()).anyMatch(kind -> kind.name().equals(value));
	}

}
