package io.guildhall.fulfilment.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.catalog.CatalogService;
import io.guildhall.fulfilment.CourierTable;
import io.guildhall.fulfilment.Deliveries;
import io.guildhall.fulfilment.FulfilmentFilter;
import io.guildhall.fulfilment.FulfilmentFilter.Stage;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.FulfilmentSummary;
import io.guildhall.fulfilment.TrackingOutcome;
import io.guildhall.fulfilment.TrackingOutcome.Result;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The list of what is to be shipped, and the way by a courier's table. */
@Controller
@RequestMapping("/o/{organization}/to-ship")
@RequiredArgsConstructor
class ToShipController {

	private static final int SHOWN = 5;

	private final FulfilmentListing listing;

	private final CourierTable table;

	private final CatalogService catalog;

	private final MemberService members;

	private final MessageSource messages;

	@Bean
	static NavigationEntry toShipNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 12, "fulfilment.list", "/to-ship",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart toShipToday() {
		return new PagePart(PagePart.Page.TODAY, 42, "fulfilment.list", "/to-ship/today", Permission.ORDER_RECORD);
	}

	@GetMapping
	String list(Filter filter, @RequestParam(required = false) @Nullable String after, Model model) {
		FulfilmentFilter its = filter.filter();
		Slice<FulfilmentSummary> found = listing.list(its, after);
		model.addAttribute("orders", found);
		model.addAttribute("filter", its);
		model.addAttribute("stages", Stage.values());
		model.addAttribute("products",
				catalog.active().stream().filter(product -> Deliveries.delivers(product.kind())).toList());
		model.addAttribute("names", names(found.items()));
		return "fulfilment/list";
	}

	@GetMapping("/today")
	String today(Model model) {
		List<FulfilmentSummary> found = listing.list(FulfilmentFilter.of(Stage.TO_SHIP), null).items();
		model.addAttribute("orders", found.stream().limit(SHOWN).toList());
		model.addAttribute("more", found.size() > SHOWN);
		return "fulfilment/parts :: today";
	}

	@GetMapping("/export")
	void export(Filter filter, HttpServletResponse response) throws IOException {
		try (Download download = new Download(response, "text/csv;charset=UTF-8", "to-ship.csv")) {
			table.write(filter.filter(), download);
		}
	}

	/** What became of each row; a table that is none is told here too. */
	@PostMapping("/numbers")
	String numbers(@RequestParam(required = false) @Nullable List<MultipartFile> files, Model model, Locale locale,
			HttpServletResponse response) {
		List<TrackingOutcome> outcomes = List.of();
		model.addAttribute("error", null);
		try {
			outcomes = table.take(Tables.of(files));
		}
		catch (DomainException refusal) {
			model.addAttribute("error", messages.getMessage(refusal, locale));
			response.setStatus(422);
		}
		model.addAttribute("outcomes", outcomes);
		model.addAttribute("shipped", count(outcomes, Result.SHIPPED));
		model.addAttribute("same", count(outcomes, Result.SAME));
		model.addAttribute("notDone", count(outcomes, Result.REFUSED));
		model.addAttribute("table",
				outcomes.stream().map(TrackingOutcome::table).filter(Objects::nonNull).findFirst().orElse(null));
		return "fulfilment/numbers";
	}

	private static long count(Collection<TrackingOutcome> outcomes, Result result) {
		return outcomes.stream().filter(outcome -> outcome.result() == result).count();
	}

	private Map<MemberId, MemberSummary> names(Collection<FulfilmentSummary> some) {
		return members.summaries(some.stream().map(FulfilmentSummary::member).distinct().toList());
	}

	/** The filters of the list, as they stand in its URL. */
	record Filter(@Nullable String stage, @Nullable Long number, @Nullable UUID product) {

		/** Of a word that is no stage, the first. */
		FulfilmentFilter filter() {
			Stage chosen = Arrays.stream(Stage.values())
				.filter(one -> one.name().equals(stage))
				.findFirst()
				.orElse(Stage.TO_SHIP);
			return new FulfilmentFilter(chosen, number, product);
		}

	}

}
