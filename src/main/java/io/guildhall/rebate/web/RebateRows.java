package io.guildhall.rebate.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.rebate.Rebate;
import io.guildhall.rebate.RebateFilter;
import io.guildhall.rebate.RebateState;
import io.guildhall.rebate.Rebates;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/** The table of rebates, which stands on more than one page. */
@Component
@RequiredArgsConstructor
class RebateRows {

	private final Rebates rebates;

	private final RebateSearch search;

	private final MemberService members;

	/** Fills the page with a stretch of those that are asked for. */
	void fill(RebateSearch.Asked asked, @Nullable String after, Model model) {
		RebateFilter filter = search.search(asked);
		Slice<Rebate> some = rebates.list(filter, after);
		model.addAttribute("q", Objects.requireNonNullElse(asked.q(), "").strip());
		model.addAttribute("rebates", some);
		model.addAttribute("names", names(some.items()));
		model.addAttribute("state", filter.state());
		model.addAttribute("debts", filter.debts());
		model.addAttribute("ofBatch", filter.batch());
		model.addAttribute("states", Arrays.asList(RebateState.values()));
	}

	Map<MemberId, MemberSummary> names(List<Rebate> some) {
		return members.summaries(some.stream().map(Rebate::member).distinct().toList());
	}

}
