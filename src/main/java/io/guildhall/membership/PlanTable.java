package io.guildhall.membership;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** The list of plans as a table. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class PlanTable {

	private static final int AT_ONCE = 500;

	private static final List<String> HEAD = List.of("plan_id", "name", "family", "term", "days", "price", "currency",
			"grace_days", "benefits", "sale_from", "sale_until", "archived", "members", "product_id");

	private final PlanService plans;

	/** All that fit, in the order of the list; the stream stays open. */
	@May(Permission.EXPORT)
	public void write(PlanFilter filter, OutputStream output) {
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			Slice.all(after -> plans.slice(filter, after, AT_ONCE), some -> some.forEach(plan -> write(table, plan)));
		}
	}

	private static void write(TableWriter table, PlanDetails plan) {
		table.row(Arrays.asList(plan.id(), plan.name(), plan.family(), plan.term(), plan.conditions().days(),
				plan.price().toMajor(), plan.price().currency(), plan.graceDays(),
				plan.benefits().stream().map(Benefit::name).collect(Collectors.joining("; ")),
				plan.conditions().saleFrom(), plan.conditions().saleUntil(), plan.archived(), plan.live(),
				plan.product()));
	}

}
