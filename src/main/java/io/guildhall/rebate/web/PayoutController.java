package io.guildhall.rebate.web;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.member.MemberService;
import io.guildhall.rebate.RebatePayout;
import io.guildhall.rebate.RebatePayout.Item;
import io.guildhall.rebate.RebatePayoutReading;
import io.guildhall.rebate.RebatePayouts;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableFormat;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The pages of payouts. */
@Controller
@RequestMapping("/o/{organization}/rebate-payouts")
@RequiredArgsConstructor
class PayoutController {

	private static final String ONE = "redirect:/o/{organization}/rebate-payouts/";

	private final RebatePayouts payouts;

	private final RebatePayoutReading reading;

	private final MemberService members;

	@Bean
	static AuditSubject rebatePayoutHistory(RebatePayoutReading reading) {
		return new AuditSubject("rebate-payout", reading::get);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("payouts", reading.list(after));
		return "rebate/payouts";
	}

	@PostMapping
	String create(@RequestParam(name = "chosen", required = false) @Nullable List<UUID> chosen,
			@RequestParam(required = false) @Nullable String note, RedirectAttributes flash) {
		RebatePayout made = payouts.create((chosen != null) ? chosen : List.of(), note);
		flash.addFlashAttribute("done", "rebate.done.listed");
		flash.addFlashAttribute("doneArgs", List.of(made.items()));
		return ONE + made.id();
	}

	@GetMapping("/{id}")
	String show(@PathVariable UUID id, @RequestParam(required = false) RebatePayout.@Nullable State state,
			@RequestParam(required = false) @Nullable String after, Model model) {
		Slice<Item> items = reading.items(id, state, after);
		model.addAttribute("payout", reading.get(id));
		model.addAttribute("items", items);
		model.addAttribute("state", state);
		model.addAttribute("states", Arrays.asList(RebatePayout.State.values()));
		model.addAttribute("names", members.summaries(items.items().stream().map(Item::member).distinct().toList()));
		return "rebate/payout";
	}

	@PostMapping("/{id}/paid")
	String paid(@PathVariable UUID id, @RequestParam(name = "chosen", required = false) @Nullable List<UUID> chosen,
			@RequestParam(required = false) @Nullable String reference, RedirectAttributes flash) {
		payouts.paid(id, (chosen != null) ? chosen : List.of(), reference);
		flash.addFlashAttribute("done", "rebate.done.paid");
		return ONE + id;
	}

	@PostMapping("/{id}/failed")
	String failed(@PathVariable UUID id, @RequestParam(name = "chosen", required = false) @Nullable List<UUID> chosen,
			@RequestParam(required = false) @Nullable String reference, RedirectAttributes flash) {
		payouts.failed(id, (chosen != null) ? chosen : List.of(), reference);
		flash.addFlashAttribute("done", "rebate.done.failed");
		return ONE + id;
	}

	@PostMapping("/{id}/file")
	void file(@PathVariable UUID id, @RequestParam(defaultValue = "CSV") TableFormat format,
			HttpServletResponse response) {
		PayoutFile.write(reading, id, format, response);
	}

}
