package com.pinda.aggregation.query.org;

import com.pinda.aggregation.query.freshness.ReadsView;
import com.pinda.aggregation.query.view.Filter;
import com.pinda.aggregation.query.view.Resource;
import com.pinda.aggregation.query.view.ServesResource;
import com.pinda.aggregation.query.view.ViewAnswers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Organisations", description = "网点")
class OrgSummaryApi implements ServesResource {

    private static final String VIEW = "agg_org_day";

    private static final Resource DAYS = new Resource(
                    "org-days", VIEW, List.of("org_id", "day"), List.of(), List.of(), Set.of())
            .filteredBy(
                    Filter.text("org", "org_id", "The organisation"),
                    Filter.from("from", "day", "The first day"),
                    Filter.to("to", "day", "The last day"));

    private final ViewAnswers answers;

    OrgSummaryApi(ViewAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Resource resource() {
        return DAYS;
    }

    @Operation(
            operationId = "orgSummary",
            summary = "What happened at an organisation on a day, or on several",
            description = "Days without any event are left out of days; the total has them as nothing.")
    @ReadsView(VIEW)
    @GetMapping(path = "/api/v1/orgs/{id}/summary", produces = "application/json")
    ResponseEntity<byte[]> summary(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        var days = Days.of(parameters);
        var filters = new LinkedMultiValueMap<String, String>();
        filters.add("org", id);
        filters.add("from", days.first().toString());
        filters.add("to", days.last().toString());
        var rows = answers.all(DAYS, filters);
        return rows.answer(OrgSummary.of(id, days, rows.items()));
    }
}
