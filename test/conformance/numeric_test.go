package conformance

import (
	"testing"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// numericCollection reads alert frames as Grafana's alerting does.
func numericCollection(t *testing.T, frames data.Frames) numeric.Collection {
	t.Helper()
	reader, err := numeric.CollectionReaderFromFrames(frames)
	if err != nil {
		t.Fatalf("alerting cannot read the frames: %v", err)
	}
	collection, err := reader.GetCollection(false)
	if err != nil {
		t.Fatalf("alerting cannot read the frames: %v", err)
	}
	if collection.Warning != nil {
		t.Errorf("alerting warns: %v", collection.Warning)
	}
	return collection
}
