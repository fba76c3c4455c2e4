package io.guildhall.coupon.web;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import de.siegmar.fastcsv.writer.CsvWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.shared.web.Download;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The coupons of a batch as a table, with the filter of its page. */
@Controller
@RequestMapping("/o/{organization}/coupons/{batch}/export")
@RequiredArgsConstructor
class CouponExportController {

	private final CouponService coupons;

	private final CouponNames names;

	@GetMapping
	void export(@PathVariable BatchId batch, @RequestParam(required = false) @Nullable CouponState state,
			HttpServletResponse response) throws IOException {
		// The heading stays in the writer's buffer until the service has let the asker
		// in.
		Writer writer = new OutputStreamWriter(
				new Download(response, "text/csv;charset=UTF-8", "coupons-" + batch + ".csv"), StandardCharsets.UTF_8);
		writer.write('\ufeff');
		CsvWriter csv = CsvWriter.builder().build(writer);
		csv.writeRecord("code", "member_id", "name", "state", "issued_at", "valid_from", "ends_at", "used_at",
				"order_id", "discount", "currency");
		coupons.export(batch, state, some -> write(csv, some));
		csv.flush();
		writer.flush();
	}

	private void write(CsvWriter csv, List<CouponSummary> some) {
		Map<String, String> known = names.of(some.stream().map(CouponSummary::member).distinct().toList());
		for (CouponSummary one : some) {
			csv.writeRecord(one.code(), one.member().toString(),
					escaped(known.getOrDefault(one.member().toString(), "")), one.state().name(),
					one.issuedAt().toString(), one.validFrom().toString(), one.lastSecond().toString(),
					Objects.toString(one.usedAt(), ""), Objects.toString(one.order(), ""),
					(one.discount() != null) ? one.discount().toMajor().toPlainString() : "", one.terms().currency());
		}
	}

	/** What a spreadsheet would take for a formula is marked as text. */
	private static String escaped(String cell) {
		return (!cell.isEmpty() && "=+-@".indexOf(cell.charAt(0)) >= 0) ? "'" + cell : cell;
	}

}
