package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The toy plugin of test/protocol/fixtures: all of the SDK, nothing of the product.
func launchToy(t *testing.T) *Host {
	return launch(t, nil, needEnv(t, "NODE"), needEnv(t, "TOY_PLUGIN"))
}

func toyContext() *pluginv2.PluginContext {
	return &pluginv2.PluginContext{
		OrgId:     1,
		PluginId:  "toy-datasource",
		Namespace: "default",
		DataSourceInstanceSettings: &pluginv2.DataSourceInstanceSettings{
			Id: 1, Uid: "toy", Name: "Toy", JsonData: []byte("{}"), LastUpdatedMS: 1,
		},
	}
}

func toyRequest(format pluginv2.DataFrameFormat, models ...string) *pluginv2.QueryDataRequest {
	request := &pluginv2.QueryDataRequest{PluginContext: toyContext(), Format: format}
	for i, model := range models {
		request.Queries = append(request.Queries, &pluginv2.DataQuery{
			RefId:         string(rune('A' + i)),
			Json:          []byte(model),
			TimeRange:     &pluginv2.TimeRange{FromEpochMS: 0, ToEpochMS: 1},
			MaxDataPoints: 100,
			IntervalMS:    1000,
		})
	}
	return request
}

// Every field type, decoded from Arrow and from JSON, is what testdata/all_types.json says.
func TestEveryFieldType(t *testing.T) {
	host := launchToy(t)
	want, err := os.ReadFile("testdata/all_types.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []pluginv2.DataFrameFormat{pluginv2.DataFrameFormat_ARROW, pluginv2.DataFrameFormat_JSON} {
		responses := host.query(t, toyRequest(format, `{"do":"allTypes"}`))
		if len(responses["A"].Frames) != 1 {
			t.Fatalf("%v: %d frames", format, len(responses["A"].Frames))
		}
		frame := responses["A"].Frames[0]
		got, err := data.FrameToJSON(frame, data.IncludeAll)
		if err != nil {
			t.Fatal(err)
		}
		compareJSON(t, fmt.Sprint(format), want, got)
		if _, err := frame.MarshalArrow(); err != nil {
			t.Errorf("%v: the frame cannot be passed on: %v", format, err)
		}
	}
}

// compareJSON compares numbers by their text, so that 64-bit integers count to the last digit.
func compareJSON(t *testing.T, name string, want, got []byte) {
	t.Helper()
	plain := func(raw []byte) map[string]any {
		decoder := json.NewDecoder(strings.NewReader(string(raw)))
		decoder.UseNumber()
		value := map[string]any{}
		if err := decoder.Decode(&value); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return value
	}
	compareValue(t, name, plain(want), plain(got))
}

func compareValue(t *testing.T, path string, want, got any) {
	t.Helper()
	switch expected := want.(type) {
	case map[string]any:
		actual, ok := got.(map[string]any)
		if !ok || len(actual) != len(expected) {
			t.Errorf("%s: want %v, got %v", path, want, got)
			return
		}
		for key, value := range expected {
			compareValue(t, path+"."+key, value, actual[key])
		}
	case []any:
		actual, ok := got.([]any)
		if !ok || len(actual) != len(expected) {
			t.Errorf("%s: want %v, got %v", path, want, got)
			return
		}
		for i, value := range expected {
			compareValue(t, fmt.Sprintf("%s[%d]", path, i), value, actual[i])
		}
	default:
		if fmt.Sprint(want) != fmt.Sprint(got) {
			t.Errorf("%s: want %v, got %v", path, want, got)
		}
	}
}

// A frame without fields keeps its type, which is how typed "no data" is said.
func TestNoFields(t *testing.T) {
	host := launchToy(t)
	for _, format := range []pluginv2.DataFrameFormat{pluginv2.DataFrameFormat_ARROW, pluginv2.DataFrameFormat_JSON} {
		frame := host.query(t, toyRequest(format, `{"do":"empty"}`))["A"].Frames[0]
		if len(frame.Fields) != 0 || frame.Meta == nil || frame.Meta.Type != data.FrameTypeNumericLong || frame.RefID != "A" {
			t.Errorf("%v: got %+v", format, frame)
		}
		collection := numericCollection(t, data.Frames{frame})
		if !collection.NoData() {
			t.Errorf("%v: not read as no data", format)
		}
	}
}

func TestNoRows(t *testing.T) {
	frame := launchToy(t).query(t, toyRequest(0, `{"do":"rows","rows":0}`))["A"].Frames[0]
	if rows, err := frame.RowLen(); err != nil || rows != 0 || len(frame.Fields) != 5 {
		t.Errorf("got %d rows, %d fields, %v", rows, len(frame.Fields), err)
	}
}

func TestErrorsStayWithTheirRefID(t *testing.T) {
	responses := launchToy(t).query(t, toyRequest(0, `{"do":"rows","rows":2}`, `{"do":"fail"}`, `{"do":"throw"}`, `null`, `{"cut`))
	if responses["A"].Error != nil || responses["A"].Frames[0].Rows() != 2 || responses["A"].Status != 200 {
		t.Errorf("A: %+v", responses["A"])
	}
	for refID, source := range map[string]string{"B": "downstream", "C": "plugin", "D": "downstream", "E": "downstream"} {
		response, ok := responses[refID]
		if !ok || response.Error == nil || string(response.ErrorSource) != source {
			t.Errorf("%s: %+v", refID, response)
		}
	}
}

func TestManyCallsAtOnce(t *testing.T) {
	host := launchToy(t)
	var group sync.WaitGroup
	for range 50 {
		group.Add(1)
		go func() {
			defer group.Done()
			for range 5 {
				if rows := host.query(t, toyRequest(0, `{"do":"rows","rows":1000}`))["A"].Frames[0].Rows(); rows != 1000 {
					t.Errorf("%d rows", rows)
				}
			}
		}()
	}
	group.Wait()
}

func TestCancelAndDeadline(t *testing.T) {
	host := launchToy(t)
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	_, err := host.Data.QueryData(ctx, toyRequest(0, `{"do":"wait"}`))
	if status.Code(err) != codes.DeadlineExceeded {
		t.Errorf("got %v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	_, err = host.Data.QueryData(ctx, toyRequest(0, `{"do":"wait"}`))
	if status.Code(err) != codes.Canceled {
		t.Errorf("got %v", err)
	}
	time.Sleep(200 * time.Millisecond)
	frame := host.query(t, toyRequest(0, `{"do":"settings"}`))["A"].Frames[0]
	field, _ := frame.FieldByName("cancelled")
	if count, _ := field.FloatAt(0); count != 2 {
		t.Errorf("%v queries were told to stop", count)
	}
}

func TestChunkedDataIsUnimplemented(t *testing.T) {
	stream, err := launchToy(t).Data.QueryChunkedData(context.Background(), &pluginv2.QueryChunkedDataRequest{PluginContext: toyContext()})
	if err == nil {
		_, err = stream.Recv()
	}
	if status.Code(err) != codes.Unimplemented {
		t.Errorf("got %v", err)
	}
}

func TestResources(t *testing.T) {
	host := launchToy(t)
	code, headers, body := host.resource(t, &pluginv2.CallResourceRequest{PluginContext: toyContext(), Path: "big", Url: "big", Method: "GET"})
	if code != 200 || len(body) != 20*1024*1024 || headers["Content-Type"].Values[0] != "application/octet-stream" {
		t.Errorf("got %d, %d bytes, %v", code, len(body), headers)
	}
	code, _, body = host.resource(t, &pluginv2.CallResourceRequest{PluginContext: toyContext(), Path: "length", Url: "length", Method: "POST", Body: make([]byte, 1_000_000)})
	if code != 200 || string(body) != `{"length":1000000}` {
		t.Errorf("got %d %s", code, body)
	}
}

func TestDiagnostics(t *testing.T) {
	host := launchToy(t)
	health, err := host.Diagnostics.CheckHealth(context.Background(), &pluginv2.CheckHealthRequest{PluginContext: toyContext()})
	if err != nil || health.Status != pluginv2.CheckHealthResponse_OK {
		t.Errorf("got %v %v", health, err)
	}
	metrics, err := host.Diagnostics.CollectMetrics(context.Background(), &pluginv2.CollectMetricsRequest{})
	if err != nil || !strings.Contains(string(metrics.GetMetrics().GetPrometheus()), "plugin_requests_total") {
		t.Errorf("got %v %v", metrics, err)
	}
}

func TestStream(t *testing.T) {
	host := launchToy(t)
	answer, err := host.Stream.SubscribeStream(context.Background(), &pluginv2.SubscribeStreamRequest{PluginContext: toyContext(), Path: "ticks"})
	if err != nil || answer.Status != pluginv2.SubscribeStreamResponse_OK {
		t.Fatalf("got %v %v", answer, err)
	}
	frame := &data.Frame{}
	if err := json.Unmarshal(answer.Data, frame); err != nil || frame.Rows() != 1 {
		t.Errorf("the first frame does not decode: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stream, err := host.Stream.RunStream(ctx, &pluginv2.RunStreamRequest{PluginContext: toyContext(), Path: "ticks"})
	if err != nil {
		t.Fatal(err)
	}
	packet, err := stream.Recv()
	if err != nil || json.Unmarshal(packet.Data, frame) != nil {
		t.Errorf("the first packet does not decode: %v", err)
	}
	if took := host.shutdown(); took > 2*time.Second {
		t.Errorf("with an open stream the plugin took %v to end", took)
	}
}

func TestKillAndStartAgain(t *testing.T) {
	for range 3 {
		host := launchToy(t)
		host.query(t, toyRequest(0, `{"do":"rows","rows":1}`))
		if took := host.shutdown(); took > time.Second {
			t.Errorf("the plugin took %v to end", took)
		}
		if !host.client.Exited() {
			t.Error("the plugin is still there")
		}
	}
}
