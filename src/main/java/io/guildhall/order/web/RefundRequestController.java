package io.guildhall.order.web;

import java.util.Map;
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

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.RefundRequestSummary;
import io.guildhall.order.RefundRequestTable;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The page of refunds that wait for approval. */
@Controller
@RequestMapping("/o/{organization}/refund-requests")
@RequiredArgsConstructor
class RefundRequestController {

	private static final String LIST = "redirect:/o/{organization}/refund-requests";

	private final OrderRefunds refunds;

	private final RefundRequestSearch search;

	private final RefundRequestTable table;

	private final MemberService members;

	private final OrganizationService organizations;

	@Bean
	static NavigationEntry refundRequestsNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 20, "order.requests", "/refund-requests",
				Permission.SALES_READ);
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "true") boolean pending, @RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) @Nullable String after, Model model) {
		Slice<RefundRequestSummary> requests = refunds.requests(search.filter(pending, q), after);
		Map<MemberId, MemberSummary> names = members
			.summaries(requests.items().stream().map(RefundRequestSummary::member).distinct().toList());
		model.addAttribute("requests", requests);
		model.addAttribute("names", names);
		model.addAttribute("pending", pending);
		model.addAttribute("q", q.strip());
		model.addAttribute("limit", organizations.current().refundLimit());
		return "order/requests";
	}

	@GetMapping("/export")
	void export(@RequestParam(defaultValue = "true") boolean pending, @RequestParam(defaultValue = "") String q,
			HttpServletResponse response) {
		table.write(search.filter(pending, q), new Download(response, "text/csv;charset=UTF-8", "refund-requests.csv"));
	}

	@PostMapping("/{id}/approve")
	String approve(@PathVariable UUID id, RedirectAttributes flash) {
		refunds.approve(id);
		flash.addFlashAttribute("done", "order.done.refunded");
		return LIST;
	}

	@PostMapping("/{id}/decline")
	String decline(@PathVariable UUID id, @RequestParam(required = false) @Nullable String note,
			RedirectAttributes flash) {
		refunds.decline(id, note);
		flash.addFlashAttribute("done", "order.done.declined");
		return LIST;
	}

}
