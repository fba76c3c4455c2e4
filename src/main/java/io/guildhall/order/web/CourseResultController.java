package io.guildhall.order.web;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
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

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.member.NamedMembers;
import io.guildhall.order.CourseResult;
import io.guildhall.order.CourseResultFilter;
import io.guildhall.order.CourseResultTable;
import io.guildhall.order.CourseResults;
import io.guildhall.order.OrderId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.PagePart;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** Who finished what they bought: on the product's page, on the order's, and a list. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class CourseResultController {

	private final CourseResults results;

	private final CourseResultTable table;

	private final CatalogService catalog;

	private final MemberService members;

	private final NamedMembers named;

	private final OrganizationService organizations;

	@Bean
	static PagePart resultsOfProduct() {
		return new PagePart(PagePart.Page.PRODUCT, 12, "order.results", "/products/{id}/results/part",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart resultsOfOrder() {
		return new PagePart(PagePart.Page.ORDER, 6, "order.results", "/orders/{id}/results", Permission.SALES_READ);
	}

	@GetMapping("/products/{product}/results/part")
	String ofProduct(@PathVariable ProductId product, Model model) {
		ProductSummary found = catalog.require(product);
		model.addAttribute("product", found);
		model.addAttribute("figures", found.kind().isFinished() ? results.figures(product) : null);
		return "order/results :: product";
	}

	@GetMapping("/orders/{order}/results")
	String ofOrder(@PathVariable OrderId order, Model model) {
		model.addAttribute("results", results.of(order));
		model.addAttribute("today", organizations.today());
		return "order/results :: order";
	}

	@GetMapping("/products/{product}/results")
	String list(@PathVariable ProductId product, @RequestParam(required = false) @Nullable Boolean finished,
			@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String after,
			Model model) {
		Slice<CourseResult> found = results.of(product, new CourseResultFilter(finished, named.of(q)), after);
		model.addAttribute("product", catalog.require(product));
		model.addAttribute("figures", results.figures(product));
		model.addAttribute("results", found);
		model.addAttribute("names", names(found.items()));
		model.addAttribute("rest", found.items().stream().anyMatch(one -> one.left() > 0));
		model.addAttribute("finished", finished);
		model.addAttribute("q", q.strip());
		model.addAttribute("today", organizations.today());
		return "order/results";
	}

	@GetMapping("/products/{product}/results/export")
	void export(@PathVariable ProductId product, @RequestParam(required = false) @Nullable Boolean finished,
			@RequestParam(defaultValue = "") String q, HttpServletResponse response) {
		table.write(product, new CourseResultFilter(finished, named.of(q)),
				new Download(response, "text/csv;charset=UTF-8", "results.csv"));
	}

	@PostMapping("/products/{product}/results")
	String finish(@PathVariable ProductId product,
			@RequestParam(name = "chosen", required = false) @Nullable List<UUID> chosen,
			@RequestParam(required = false) @Nullable LocalDate day,
			@RequestParam(required = false) @Nullable String note,
			@RequestParam(required = false) @Nullable Boolean restLapses,
			@RequestParam(required = false) @Nullable Boolean finished, @RequestParam(defaultValue = "") String q,
			RedirectAttributes flash) {
		finish((chosen != null) ? chosen : List.of(), day, note, restLapses, flash);
		if (finished != null) {
			flash.addAttribute("finished", finished);
		}
		if (!q.isBlank()) {
			flash.addAttribute("q", q.strip());
		}
		return "redirect:/o/{organization}/products/{product}/results";
	}

	@PostMapping("/orders/{order}/results")
	String finishOne(@PathVariable OrderId order, @RequestParam UUID line,
			@RequestParam(required = false) @Nullable LocalDate day,
			@RequestParam(required = false) @Nullable String note,
			@RequestParam(required = false) @Nullable Boolean restLapses, RedirectAttributes flash) {
		finish(List.of(line), day, note, restLapses, flash);
		return "redirect:/o/{organization}/orders/{order}";
	}

	@PostMapping("/course-results/{line}/undo")
	String takeBack(@PathVariable UUID line, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		CourseResult result = results.takeBack(line, reason);
		flash.addFlashAttribute("done", "order.done.unfinished");
		return "redirect:/o/{organization}/orders/" + result.order();
	}

	private void finish(Collection<UUID> lines, @Nullable LocalDate day, @Nullable String note,
			@Nullable Boolean restLapses, RedirectAttributes flash) {
		flash.addFlashAttribute("doneArgs", List.of(results.finish(lines, day, note, Boolean.TRUE.equals(restLapses))));
		flash.addFlashAttribute("done", "order.done.finished");
	}

	private Map<MemberId, MemberSummary> names(Collection<CourseResult> some) {
		return members.summaries(some.stream().map(CourseResult::member).distinct().toList());
	}

}
