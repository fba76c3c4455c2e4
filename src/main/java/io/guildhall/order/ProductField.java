package io.guildhall.order;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** A product that a member bought and paid for, whatever became of it. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class ProductField implements BoughtField {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return "product";
	}

	@Override
	public int order() {
		return 80;
	}

	@Override
	public String labelKey() {
		return "order.field.product";
	}

	@Override
	public List<MemberField.Choice> choices() {
		return jdbc.sql("""
				select product_id as id, name from catalog_facts where organization_id = :organization
				order by name, product_id limit 200
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> MemberField.Choice.text(row.getString("id"), row.getString("name")))
			.list();
	}

	@Override
	public Condition anyOf(List<String> values, @Nullable LocalDate from) {
		return BoughtLines.of(key(), "product_line.product_id = any(cast(:product_ids as uuid[]))",
				Map.of("product_ids", ids(values)), from);
	}

}
