package io.guildhall.order;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductKind;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;

/** A kind of product of which a member bought and paid for one, as it was then. */
@Component
class ProductKindField implements BoughtField {

	@Override
	public String key() {
		return "product_kind";
	}

	@Override
	public int order() {
		return 81;
	}

	@Override
	public String labelKey() {
		return "order.field.product-kind";
	}

	@Override
	public List<MemberField.Choice> choices() {
		return Arrays.stream(ProductKind.values())
			.map(kind -> MemberField.Choice.key(kind.name(), "catalog.kind." + kind))
			.toList();
	}

	@Override
	public Condition anyOf(List<String> values, @Nullable LocalDate from) {
		for (String value : values) {
			if (Arrays.stream(ProductKind.values()).noneMatch(kind -> kind.name().equals(value))) {
				throw refuse(value);
			}
		}
		return BoughtLines.of(key(), "product_kind_line.product_kind = any(:product_kind_kinds)",
				Map.of("product_kind_kinds", values.toArray(String[]::new)), from);
	}

}
